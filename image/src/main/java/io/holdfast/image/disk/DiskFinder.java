package io.holdfast.image.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/** From what the operator wants to a disk or image file that may be written. Changes nothing. */
record DiskFinder(Disks disks, ContentsProbe probe) {

  /**
   * What was found.
   *
   * @param reason why this one, half a sentence
   */
  record Found(DiskTarget target, String reason) {}

  /**
   * Finds it, and checks that it may be written.
   *
   * @param needed the smallest size that will do
   * @throws DiskRefusedException if it must not be written
   * @throws InstallFailedException if it is not there, or this user may not write it
   */
  Found find(DiskWish wish, Existing existing, ByteSize needed)
      throws DiskRefusedException, IOException, InterruptedException {
    Found found =
        switch (wish) {
          case DiskWish.Auto() -> {
            DiskChoice choice = DiskChoice.auto(disks.all(), needed);
            yield new Found(new DiskTarget.Disk(choice.disk()), choice.reason());
          }
          case DiskWish.At(Path path) -> named(at(path));
          case DiskWish.Image(Path path, ByteSize size) -> named(image(path, size));
        };
    demandFree(found.target(), existing, needed);
    demandWritable(found.target().path());
    return found;
  }

  private static Found named(DiskTarget target) {
    return new Found(target, "it was named");
  }

  private DiskTarget at(Path path) throws DiskRefusedException, IOException, InterruptedException {
    if (!Files.exists(path)) {
      throw new InstallFailedException(
          "There is no "
              + path
              + ". Name a disk that is there, or give a size to have an image file made.");
    }
    Path real = path.toRealPath();
    if (disks.isBlockDevice(real)) {
      return new DiskTarget.Disk(disks.of(real));
    }
    demandFile(real);
    return DiskTarget.ExistingImage.of(real, new ByteSize(Files.size(real)), probe);
  }

  private DiskTarget image(Path path, ByteSize size)
      throws DiskRefusedException, IOException, InterruptedException {
    if (!Files.exists(path)) {
      Path folder = path.toAbsolutePath().getParent();
      if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)
          || folder == null
          || !Files.isDirectory(folder)) {
        throw new InstallFailedException(
            "An image file cannot be made at "
                + path
                + ": its folder is not there. Make the folder first, or name another.");
      }
      return new DiskTarget.NewImage(folder.toRealPath().resolve(path.getFileName()), size);
    }
    Path real = path.toRealPath();
    if (disks.isBlockDevice(real)) {
      throw new InstallFailedException(
          path + " is a disk and has the size it has. Leave out the size.");
    }
    demandFile(real);
    if (Files.size(real) > size.bytes()) {
      throw new InstallFailedException(
          path
              + " has "
              + new ByteSize(Files.size(real))
              + " and is not made smaller. Leave out the size, or delete the file first.");
    }
    return DiskTarget.ExistingImage.of(real, size, probe);
  }

  private static void demandFile(Path path) throws InstallFailedException {
    if (!Files.isRegularFile(path)) {
      throw new InstallFailedException(
          path + " is neither a disk nor a file. Name one of the two.");
    }
  }

  private static void demandFree(DiskTarget target, Existing existing, ByteSize needed)
      throws DiskRefusedException, InstallFailedException {
    List<String> obstacles = target.obstacles(needed);
    if (!obstacles.isEmpty()) {
      throw new DiskRefusedException(
          target.describe()
              + " "
              + String.join("; it ", obstacles)
              + ". Nothing was written. Change that, or name another disk.");
    }
    switch (target.contents()) {
      case Contents.Empty() -> {}
      case Contents.Holds(String what) -> {
        if (existing == Existing.KEEP) {
          throw new DiskRefusedException(
              target.describe()
                  + " holds "
                  + what
                  + ". Nothing was written. If that may go for good, say so with --erase.");
        }
      }
      case Contents.Unknown(String why) ->
          throw new InstallFailedException(
              "Cannot look at what " + target.describe() + " holds: " + why + ".");
    }
  }

  private static void demandWritable(Path path) throws InstallFailedException {
    Path written = Files.exists(path) ? path : path.getParent();
    if (written != null && !Files.isWritable(written)) {
      throw new InstallFailedException(
          "This user may not write "
              + written
              + ". Nothing was written. Run it as root, or as a user who may.");
    }
  }
}
