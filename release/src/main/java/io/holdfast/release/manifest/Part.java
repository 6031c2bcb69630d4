package io.holdfast.release.manifest;

import io.holdfast.release.Blob;
import io.holdfast.release.Digest;

/**
 * One file of a release.
 *
 * @param digest of all its bytes
 * @param size in bytes, 1 to {@link #MAX_SIZE}
 */
public record Part(Kind kind, Digest digest, long size) implements Blob {
  /** 64 GiB: more than any root image, and little enough that a sum of sizes cannot overflow. */
  public static final long MAX_SIZE = 64L << 30;

  /**
   * What a part is for. Each release has one of each that is needed, and at most one of each other.
   */
  public enum Kind {
    /** The image of the root file system. */
    ROOT("root"),
    /** The dm-verity hash tree of the root image. */
    VERITY("verity"),
    /** The unified kernel image for slots A and B. */
    UKI("uki"),
    /** The unified kernel image for the recovery slot. */
    RECOVERY_UKI("recovery-uki"),
    /** The boot loader, systemd-boot, that goes with these kernel images. */
    LOADER("loader"),
    /** The list of packages in the root image, as text. */
    PACKAGES("packages"),
    /** The inventory of the root image and its kernel, as CycloneDX in JSON; since format 2. */
    INVENTORY("inventory", false),
    /** How it was built: an in-toto statement in a signed envelope; since format 2. */
    PROVENANCE("provenance", false);

    private final String written;
    private final boolean needed;

    Kind(String written) {
      this(written, true);
    }

    Kind(String written, boolean needed) {
      this.written = written;
      this.needed = needed;
    }

    /** Whether every release has it; releases of format 1 have nothing else. */
    public boolean isNeeded() {
      return needed;
    }

    /**
     * Reads the written form.
     *
     * @throws IllegalArgumentException if there is no such kind
     */
    public static Kind parse(String text) {
      for (Kind kind : values()) {
        if (kind.written.equals(text)) {
          return kind;
        }
      }
      throw new IllegalArgumentException("'" + text + "' is no kind of part");
    }

    /** The written form. */
    @Override
    public String toString() {
      return written;
    }
  }

  /** Checks the size. */
  public Part {
    if (size < 1 || size > MAX_SIZE) {
      throw new IllegalArgumentException(
          "the size of part '" + kind + "' is " + size + ", not from 1 to " + MAX_SIZE + " bytes");
    }
  }

  @Override
  public String describe() {
    return "part '" + kind + "'";
  }
}
