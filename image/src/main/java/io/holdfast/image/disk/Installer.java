package io.holdfast.image.disk;

import io.holdfast.host.DurableFile;
import io.holdfast.host.FileTree;
import io.holdfast.host.Progress;
import io.holdfast.image.tools.ToolsTree;
import io.holdfast.release.manifest.Manifest;
import io.holdfast.release.manifest.ManifestException;
import io.holdfast.release.manifest.Part;
import io.holdfast.release.manifest.ReleaseRef;
import io.holdfast.release.repository.RepositoryException;
import io.holdfast.release.trust.SignedManifest;
import io.holdfast.release.trust.UntrustedException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Installs a release from a repository onto a disk or into an image file.
 *
 * <p>The signature is verified and every part fetched and verified before the disk is touched. Then
 * the old partition table is erased and flushed, the partitions are written, and the new partition
 * table last; all is flushed and read back. A machine or process that dies in between leaves a disk
 * without a partition table, which no firmware starts from.
 *
 * <p>Needs root only for a disk that the user may not write. Not for two installations on one disk
 * at once. Run it on a platform thread: tools of the tree end with the thread that starts them.
 */
public final class Installer {
  /** A configuration is a few pages; its partition has room for this and all that a node adds. */
  public static final int MAX_CONFIGURATION_BYTES = 1 << 20;

  private final Path work;
  private final DiskFinder finder;
  private final Repart repart;
  private final ReadBack readBack;
  private final InstantSource clock;
  private final Progress progress;

  /**
   * With the disks of this machine.
   *
   * @param tools the tools tree
   * @param work a folder for temporary files, made if it is not there; it takes about as much as
   *     the root image and three times as much as the kernel images
   * @param progress hears each step
   */
  public Installer(ToolsTree tools, Path work, Progress progress) {
    this(
        work,
        new DiskFinder(SysfsDisks.ofThisMachine(new BlkidProbe(tools)), new BlkidProbe(tools)),
        new Repart(tools, List.of()),
        new ReadBack(tools),
        InstantSource.system(),
        progress);
  }

  Installer(
      Path work,
      DiskFinder finder,
      Repart repart,
      ReadBack readBack,
      InstantSource clock,
      Progress progress) {
    this.work = work;
    this.finder = finder;
    this.repart = repart;
    this.readBack = readBack;
    this.clock = clock;
    this.progress = progress;
  }

  /** A plan, and the manifest that it follows from. */
  private record Prepared(InstallPlan plan, SignedManifest signed, Manifest manifest) {}

  /**
   * What {@link #install} would do; it would refuse and fail at the same. Writes nothing.
   *
   * @throws DiskRefusedException if it must not be done
   * @throws UntrustedException if the release is not signed by a trusted key
   * @throws ManifestException if this Holdfast cannot use its manifest
   * @throws RepositoryException if the repository cannot be read
   * @throws InstallFailedException if the disk is not there or may not be written
   */
  public InstallPlan plan(InstallRequest request)
      throws DiskRefusedException,
          UntrustedException,
          ManifestException,
          IOException,
          InterruptedException {
    return prepare(request).plan();
  }

  /**
   * Installs.
   *
   * @return what was installed
   * @throws DiskRefusedException if it must not be done; the disk is as it was
   * @throws UntrustedException if the release is not signed by a trusted key; the disk is as it was
   * @throws ManifestException if this Holdfast cannot use its manifest; the disk is as it was
   * @throws RepositoryException if a part cannot be fetched or is damaged; the disk is as it was
   * @throws InstallFailedException if it failed; the message says how the disk was left
   */
  public ReleaseRef install(InstallRequest request)
      throws DiskRefusedException,
          UntrustedException,
          ManifestException,
          IOException,
          InterruptedException {
    progress.step("verify the release and look at the disk");
    Prepared prepared = prepare(request);
    progress.step("take " + prepared.plan().target().describe() + ": " + prepared.plan().reason());
    demandImageSpace(prepared);
    Files.createDirectories(work);
    Path folder = Files.createTempDirectory(work.toRealPath(), "install-");
    try {
      progress.step("fetch and verify the release's parts");
      Staging staged =
          Staging.gather(
              folder,
              request.repository(),
              prepared.signed(),
              prepared.manifest(),
              request.configuration(),
              request.enrolment(),
              clock.instant());
      write(prepared, staged, request.existing());
    } finally {
      FileTree.delete(folder);
    }
    return prepared.plan().release();
  }

  private Prepared prepare(InstallRequest request)
      throws DiskRefusedException,
          UntrustedException,
          ManifestException,
          IOException,
          InterruptedException {
    demandSmall(request.configuration());
    ChosenRelease release =
        ChosenRelease.of(
            request.repository(), request.name(), request.version(), request.trusted());
    Manifest manifest = release.manifest();
    ByteSize needed = DiskPlan.needed(manifest, request.slots());
    DiskFinder.Found found = finder.find(request.disk(), request.existing(), needed);
    DiskPlan partitions = DiskPlan.of(found.target().size(), manifest, request.slots());
    InstallPlan plan =
        new InstallPlan(
            release.ref(), found.target(), found.reason(), partitions, request.enrolment() != null);
    return new Prepared(plan, release.signed(), manifest);
  }

  private void write(Prepared prepared, Staging staged, Existing existing)
      throws IOException, InterruptedException {
    DiskTarget target = prepared.plan().target();
    progress.step("write the partitions of " + target.path());
    if (target instanceof DiskTarget.NewImage(Path path, _)) {
      // Outside what is undone: a file that came there meanwhile is somebody else's.
      createFile(path);
    }
    boolean done = false;
    try {
      makeReady(target);
      repart.write(target, prepared.plan().partitions(), staged, existing, UUID.randomUUID());
      progress.step("flush and read back");
      flush(target.path());
      readBack.verify(target, prepared.plan().partitions(), prepared.manifest());
      done = true;
    } catch (IOException e) {
      String left = undo(target);
      done = true;
      throw new InstallFailedException(
          "Installing on " + target.describe() + " failed: " + e.getMessage() + "\n" + left, e);
    } finally {
      if (!done) {
        undo(target);
      }
    }
  }

  private static void createFile(Path path) throws InstallFailedException {
    try {
      Files.createFile(path);
    } catch (FileAlreadyExistsException e) {
      throw new InstallFailedException(path + " has just been made by somebody else.", e);
    } catch (IOException e) {
      throw new InstallFailedException("Cannot make " + path + ": " + e.getMessage() + ".", e);
    }
  }

  /** After this the disk has the right size and boots nothing, even if power fails. */
  private static void makeReady(DiskTarget target) throws IOException {
    switch (target) {
      case DiskTarget.NewImage(Path path, ByteSize size) -> setLength(path, size);
      case DiskTarget.ExistingImage image -> {
        setLength(image.path(), image.size());
        DiskEnds.wipe(image.path(), image.size());
      }
      case DiskTarget.Disk(DiskFacts facts) -> DiskEnds.wipe(facts.device(), facts.size());
    }
  }

  /** Leaves nothing that boots, as far as the disk lets it; says how it was left. */
  private static String undo(DiskTarget target) {
    try {
      if (target instanceof DiskTarget.NewImage) {
        DurableFile.delete(target.path());
        return "The image file was removed.";
      }
      DiskEnds.wipe(target.path(), target.size());
      return "It has no partition table now and does not boot. Check the disk, and install again.";
    } catch (IOException e) {
      return "It could not be erased either ("
          + e.getMessage()
          + "): do not start from it. Check the disk and its cables, and install again.";
    }
  }

  private static void setLength(Path image, ByteSize size) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
      file.setLength(size.bytes());
    }
  }

  private static void flush(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    @Nullable Path folder = path.getParent();
    if (folder != null && Files.isRegularFile(path)) {
      DurableFile.syncFolder(folder);
    }
  }

  /** An image file is sparse, but what is written into it needs its place. */
  private static void demandImageSpace(Prepared prepared) throws IOException {
    DiskTarget target = prepared.plan().target();
    Path folder = target.path().getParent();
    if (target instanceof DiskTarget.Disk || folder == null) {
      return;
    }
    long twice = DiskPlan.OEM.bytes();
    for (Part part : prepared.manifest().parts()) {
      twice += 2 * part.size();
    }
    long free = Files.getFileStore(folder).getUsableSpace();
    if (free < twice) {
      throw new InstallFailedException(
          "There is room for "
              + new ByteSize(free)
              + " in "
              + folder
              + ", and the image file takes "
              + new ByteSize(twice)
              + " at first. Nothing was written. Make room, or name another place.");
    }
  }

  /**
   * Refuses a configuration that is too large for a node.
   *
   * @throws InstallFailedException if it is
   */
  public static void demandSmall(byte[] configuration) throws InstallFailedException {
    if (configuration.length > MAX_CONFIGURATION_BYTES) {
      throw new InstallFailedException(
          "The configuration has "
              + configuration.length
              + " bytes, more than the "
              + MAX_CONFIGURATION_BYTES
              + " allowed. Nothing was written. Move what is large into the release.");
    }
  }
}
