package io.holdfast.image.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** What is installed on. */
public sealed interface DiskTarget {
  /** Where it is, absolute and without links. */
  Path path();

  /** How large it is once it is installed on. */
  ByteSize size();

  /** What it holds now. */
  Contents contents();

  /** For messages: where, how large, what it is. */
  String describe();

  /** Half sentences: why nothing can be installed there, even if what it holds may go. */
  List<String> obstacles(ByteSize needed);

  /** A disk of this machine. */
  record Disk(DiskFacts facts) implements DiskTarget {
    @Override
    public Path path() {
      return facts.device();
    }

    @Override
    public ByteSize size() {
      return facts.size();
    }

    @Override
    public Contents contents() {
      return facts.contents();
    }

    @Override
    public String describe() {
      return facts.describe();
    }

    @Override
    public List<String> obstacles(ByteSize needed) {
      return facts.obstacles(needed);
    }
  }

  /** An image file that is not there yet. */
  record NewImage(Path path, ByteSize size) implements DiskTarget {
    @Override
    public Contents contents() {
      return new Contents.Empty();
    }

    @Override
    public String describe() {
      return path + " (new image file, " + size + ")";
    }

    @Override
    public List<String> obstacles(ByteSize needed) {
      return tooSmall(size, needed);
    }
  }

  /**
   * An image file that is there.
   *
   * @param present its size now, at most the wished size
   * @param uses what uses it now; empty if nothing does
   */
  record ExistingImage(
      Path path, ByteSize present, ByteSize size, List<String> uses, Contents contents)
      implements DiskTarget {
    /** Copies, and checks the sizes. */
    public ExistingImage {
      uses = List.copyOf(uses);
      if (present.compareTo(size) > 0) {
        throw new IllegalArgumentException("an image file is never made smaller");
      }
    }

    /** As it lies there now. */
    static ExistingImage of(Path path, ByteSize size, ContentsProbe probe)
        throws IOException, InterruptedException {
      ByteSize present = new ByteSize(Files.size(path));
      return new ExistingImage(path, present, size, usesOf(path), probe.look(path, present));
    }

    @Override
    public String describe() {
      return path + " (image file, " + size + ")";
    }

    @Override
    public List<String> obstacles(ByteSize needed) {
      return uses.isEmpty()
          ? tooSmall(size, needed)
          : List.of("is in use: " + String.join(", ", uses));
    }

    /** QEMU and others lock an image for as long as a machine runs from it (fcntl(2), F_SETLK). */
    private static List<String> usesOf(Path path) throws IOException {
      if (!Files.isWritable(path)) {
        return List.of();
      }
      try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE);
          FileLock lock = channel.tryLock()) {
        return lock == null ? List.of("another process has locked it") : List.of();
      } catch (OverlappingFileLockException e) {
        return List.of("this process has locked it");
      }
    }
  }

  private static List<String> tooSmall(ByteSize size, ByteSize needed) {
    return size.compareTo(needed) < 0
        ? List.of("is too small: " + needed + " (" + needed.bytes() + " bytes) are needed")
        : List.of();
  }
}
