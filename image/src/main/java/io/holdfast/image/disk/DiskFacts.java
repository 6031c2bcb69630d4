package io.holdfast.image.disk;

import io.holdfast.release.Printable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What is known of one disk of this machine.
 *
 * @param device its node in /dev
 * @param size zero if there is no medium in it
 * @param placement whether it is part of the machine
 * @param access whether it lets itself be written
 * @param uses what of it is in use, and how; empty if it is not
 * @param model as the disk says; empty if it does not
 * @param serial as the disk says; empty if it does not
 */
public record DiskFacts(
    Path device,
    ByteSize size,
    Placement placement,
    Access access,
    List<String> uses,
    Contents contents,
    String model,
    String serial) {

  /** Whether a disk is part of its machine. */
  public enum Placement {
    /** It is. */
    INTERNAL,
    /** It is on USB or another cable, or its medium can be taken out. */
    EXTERNAL
  }

  /** Whether the kernel lets a disk be written. */
  public enum Access {
    /** It does. */
    WRITABLE,
    /** It is write-protected. */
    READ_ONLY
  }

  /** Copies, and makes printable what the disk says of itself. */
  public DiskFacts {
    uses = List.copyOf(uses);
    model = Printable.of(model).strip();
    serial = Printable.of(serial).strip();
  }

  /** For messages: device, size, model. */
  public String describe() {
    return device + " (" + size + (model.isEmpty() ? "" : ", " + model) + ")";
  }

  /**
   * Why nothing can be installed there, even if what it holds may go; half sentences.
   *
   * @param needed the smallest size that will do
   */
  List<String> obstacles(ByteSize needed) {
    List<String> obstacles = new ArrayList<>();
    if (size.bytes() == 0) {
      return List.of("has no medium in it");
    }
    if (size.compareTo(needed) < 0) {
      obstacles.add("is too small: " + needed + " are needed");
    }
    if (access == Access.READ_ONLY) {
      obstacles.add("is read-only");
    }
    if (!uses.isEmpty()) {
      obstacles.add("is in use: " + String.join(", ", uses));
    }
    return obstacles;
  }
}
