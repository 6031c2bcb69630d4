package io.holdfast.image.disk;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Which disk the operator wants. */
public sealed interface DiskWish {
  /** What an operator writes for {@link Auto}. */
  String AUTO = "auto";

  /** The one empty internal disk that is large enough. */
  record Auto() implements DiskWish {}

  /** A disk, or an image file as large as it is. */
  record At(Path path) implements DiskWish {}

  /** An image file that is made, or enlarged, to this size. */
  record Image(Path path, ByteSize size) implements DiskWish {}

  /**
   * Reads what an operator writes.
   *
   * @param disk {@code auto} or a path
   * @param imageSize of an image file; null for a disk, or an image file that is there
   * @throws IllegalArgumentException for a size with {@code auto}
   */
  static DiskWish of(String disk, @Nullable ByteSize imageSize) {
    if (disk.equals(AUTO)) {
      if (imageSize != null) {
        throw new IllegalArgumentException(
            "A size is for an image file; with '" + AUTO + "' a disk is taken as it is.");
      }
      return new Auto();
    }
    Path path = Path.of(disk).toAbsolutePath().normalize();
    return imageSize == null ? new At(path) : new Image(path, imageSize);
  }
}
