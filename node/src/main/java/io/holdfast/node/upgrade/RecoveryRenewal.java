package io.holdfast.node.upgrade;

import io.holdfast.node.disk.NodeDisk;
import io.holdfast.node.settle.NodeContext;
import io.holdfast.node.trial.Generation;
import io.holdfast.node.trial.KeptReleases;
import io.holdfast.node.trial.NodeState;
import io.holdfast.node.trial.RefusedException;
import io.holdfast.node.trial.ReleaseRef;
import io.holdfast.node.trial.Slot;
import io.holdfast.node.vouching.Vouching;
import io.holdfast.release.admission.NotAdmittedException;
import io.holdfast.release.admission.Withdrawn;
import io.holdfast.release.layout.LoaderEntry;
import io.holdfast.release.manifest.Manifest;
import io.holdfast.release.manifest.Part;
import io.holdfast.release.repository.Repository;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Writes the last known good's release into the recovery slot. Root image and tree are copied from
 * the slot that runs, where they were proven; only recovery's kernel image is fetched, first, so
 * that a machine that dies in the middle can end it without a network ({@link #finish}). From the
 * first byte to the last the loader has no entry of recovery: half of one is never started.
 *
 * @param node on which
 * @param progress hears how it goes
 */
public record RecoveryRenewal(NodeContext node, UpgradeProgress progress) {

  /**
   * Renews it.
   *
   * @param from a repository that has the release, a folder or URL
   * @return what recovery holds now
   * @throws NotAdmittedException if the release is withdrawn, or larger than the slot; nothing was
   *     written
   * @throws RefusedException if the node's state forbids it; nothing was written
   * @throws IOException if fetching or writing fails; generations are untouched, and the agent's
   *     next start goes on with what was begun
   */
  public ReleaseRef run(String from)
      throws IOException, InterruptedException, RefusedException, NotAdmittedException {
    try (OneAtATime _ = OneAtATime.take(node)) {
      return runAlone(from);
    }
  }

  private ReleaseRef runAlone(String from)
      throws IOException, InterruptedException, RefusedException, NotAdmittedException {
    progress.phase("checking");
    Upgrade.demandNoReset(node);
    NodeState state = node.store().read();
    KeptReleases.renewalBegun(state, node.booted());
    Generation good = state.lastKnownGoodGeneration();
    ReleaseRef release = good.release();
    demandNotWithdrawn(release);
    Manifest manifest = node.loader().manifest(release.manifest());
    demandFits(manifest, Part.Kind.ROOT, node.disk().root(Slot.RECOVERY));
    demandFits(manifest, Part.Kind.VERITY, node.disk().verity(Slot.RECOVERY));
    bringKernel(from, manifest.part(Part.Kind.RECOVERY_UKI));
    try {
      new Upgrade(node, progress).verify(good);
    } catch (IOException e) {
      throw new IOException(
          "What runs is not copied, for its slot is not as it was proven: " + e.getMessage(), e);
    }
    node.store().update(now -> KeptReleases.renewalBegun(now, node.booted()));
    write(release, manifest, good.slot());
    return release;
  }

  /** Fetched beside the content first: nobody else can work with the loader while it is mounted. */
  private void bringKernel(String from, Part kernel) throws IOException, InterruptedException {
    progress.phase("kernel");
    KernelImages images = new KernelImages(node);
    if (images.has(kernel)) {
      return;
    }
    Path stage = node.paths().kernelStage();
    Files.createDirectories(stage.resolveSibling("."));
    try {
      try (InputStream bytes = Repository.at(from).open(kernel, 0)) {
        Files.copy(bytes, stage, StandardCopyOption.REPLACE_EXISTING);
      }
      images.bring(kernel, () -> Files.newInputStream(stage));
    } finally {
      Files.deleteIfExists(stage);
    }
  }

  /**
   * Goes on with what was begun, for the machine died in between.
   *
   * @return what recovery holds now; null if nothing was begun
   * @throws IOException if what it is to be copied from, or its kernel image, is not there any
   *     more, or the disk fails
   * @throws RefusedException if it was begun anew meanwhile
   */
  public @Nullable ReleaseRef finish() throws IOException, InterruptedException, RefusedException {
    if (KeptReleases.unfinishedRecovery(node.store().read()) == null) {
      return null;
    }
    try (OneAtATime _ = OneAtATime.take(node)) {
      return finishAlone();
    }
  }

  private @Nullable ReleaseRef finishAlone()
      throws IOException, InterruptedException, RefusedException {
    NodeState state = node.store().read();
    ReleaseRef release = KeptReleases.unfinishedRecovery(state);
    if (release == null) {
      return null;
    }
    Slot from =
        KeptReleases.slotOf(state, release)
            .orElseThrow(
                () ->
                    new IOException(
                        "Recovery was being written with "
                            + release
                            + ", which no slot holds any more. Renew it: holdfast upgrade"
                            + " --recovery --from REPO"));
    Manifest manifest = node.loader().manifest(release.manifest());
    demandKernel(manifest, release);
    write(release, manifest, from);
    return release;
  }

  private void demandKernel(Manifest manifest, ReleaseRef release)
      throws IOException, InterruptedException {
    if (!new KernelImages(node).has(manifest.part(Part.Kind.RECOVERY_UKI))) {
      throw new IOException(
          "Recovery was being written with "
              + release
              + ", and its kernel image is gone. Renew it: holdfast upgrade --recovery --from REPO");
    }
  }

  private void write(ReleaseRef release, Manifest manifest, Slot from)
      throws IOException, InterruptedException, RefusedException {
    node.loader()
        .esp()
        .with(
            esp -> {
              esp.dropRecovery();
              return true;
            });
    NodeDisk disk = node.disk();
    copy(manifest, Part.Kind.VERITY, disk.verity(from), disk.verity(Slot.RECOVERY));
    copy(manifest, Part.Kind.ROOT, disk.root(from), disk.root(Slot.RECOVERY));
    progress.phase("loader");
    demandKernel(manifest, release);
    LoaderEntry entry =
        LoaderEntry.ofRecovery(
            manifest.name() + " " + manifest.version(),
            manifest.part(Part.Kind.RECOVERY_UKI).digest());
    node.loader()
        .esp()
        .with(
            esp -> {
              esp.putRecovery(entry);
              return true;
            });
    node.store().update(now -> KeptReleases.recoveryWritten(now, release));
    new KernelImages(node).dropOthers();
  }

  private void copy(
      Manifest manifest, Part.Kind kind, NodeDisk.Partition from, NodeDisk.Partition to)
      throws IOException, InterruptedException {
    Part part = manifest.part(kind);
    SlotImage image = new SlotImage(to.device(), to.size());
    progress.phase("writing");
    image.copy(
        part, new SlotImage(from.device(), from.size()), done -> progress.bytes(done, part.size()));
    progress.phase("verifying");
    image.verify(part, done -> progress.bytes(done, part.size()));
  }

  private void demandNotWithdrawn(ReleaseRef release) throws IOException, NotAdmittedException {
    Withdrawn found = new Vouching(node.paths(), Instant.now()).seen().of(release.manifest());
    if (found != null) {
      throw new NotAdmittedException(
          "Recovery cannot be renewed with "
              + release
              + ": "
              + found.words()
              + ". Change to another release first.");
    }
  }

  private static void demandFits(Manifest manifest, Part.Kind kind, NodeDisk.Partition partition)
      throws NotAdmittedException {
    Part part = manifest.part(kind);
    if (part.size() > partition.size()) {
      throw new NotAdmittedException(
          "Recovery cannot be renewed: the release's "
              + kind
              + " has "
              + part.size()
              + " bytes, and "
              + partition.device()
              + " only "
              + partition.size()
              + ". Nothing was written. Build a smaller release, or install the node again.");
    }
  }

  /** Two that write recovery at once would leave a mixture of both. */
  private record OneAtATime(FileChannel channel) implements AutoCloseable {
    private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();

    static OneAtATime take(NodeContext node) throws IOException {
      if (IN_THIS_PROCESS.tryLock()) {
        FileChannel channel = null;
        try {
          channel =
              FileChannel.open(
                  node.paths().recoveryLock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          if (channel.tryLock() != null) {
            return new OneAtATime(channel);
          }
          channel.close();
        } catch (IOException e) {
          if (channel != null) {
            channel.close();
          }
          IN_THIS_PROCESS.unlock();
          throw e;
        }
        IN_THIS_PROCESS.unlock();
      }
      throw new IOException(
          "Recovery is being written by another process. Nothing was done. Look at 'holdfast"
              + " status', and try again when that is over.");
    }

    @Override
    public void close() throws IOException {
      try {
        channel.close();
      } finally {
        IN_THIS_PROCESS.unlock();
      }
    }
  }
}
