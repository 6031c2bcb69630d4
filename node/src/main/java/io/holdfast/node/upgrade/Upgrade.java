package io.holdfast.node.upgrade;

import io.holdfast.host.Command;
import io.holdfast.host.DurableFile;
import io.holdfast.node.configuration.DeliveredConfigurations;
import io.holdfast.node.delivery.Accepted;
import io.holdfast.node.disk.NodeDisk;
import io.holdfast.node.disk.ReleaseSettings;
import io.holdfast.node.policy.AcceptedKeys;
import io.holdfast.node.policy.NodePolicy;
import io.holdfast.node.policy.Opening;
import io.holdfast.node.settle.DamagedSlot;
import io.holdfast.node.settle.NodeContext;
import io.holdfast.node.trial.Change;
import io.holdfast.node.trial.Deadline;
import io.holdfast.node.trial.Generation;
import io.holdfast.node.trial.NodeState;
import io.holdfast.node.trial.RefusedException;
import io.holdfast.node.trial.ReleaseRef;
import io.holdfast.node.trial.Slot;
import io.holdfast.node.trial.SlotContent;
import io.holdfast.node.trial.Step;
import io.holdfast.node.trial.Trial;
import io.holdfast.node.trial.TrialMachine;
import io.holdfast.node.trial.Waiting;
import io.holdfast.node.vouching.Affected;
import io.holdfast.node.vouching.Vouching;
import io.holdfast.release.Version;
import io.holdfast.release.admission.Admission;
import io.holdfast.release.admission.Barred;
import io.holdfast.release.admission.NotAdmittedException;
import io.holdfast.release.admission.Statements;
import io.holdfast.release.admission.Waiver;
import io.holdfast.release.admission.Withdrawn;
import io.holdfast.release.layout.DiskLayout;
import io.holdfast.release.manifest.Architecture;
import io.holdfast.release.manifest.Manifest;
import io.holdfast.release.manifest.ManifestException;
import io.holdfast.release.manifest.Part;
import io.holdfast.release.manifest.ReleaseName;
import io.holdfast.release.repository.ReleaseEntry;
import io.holdfast.release.repository.Repository;
import io.holdfast.release.repository.SignedStatements;
import io.holdfast.release.trust.SignedManifest;
import io.holdfast.release.trust.UntrustedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Changes a node's release: checks first, then writes into the inactive slot, verifies what was
 * written, and arms the trial. Until it is armed nothing points at what it wrote; interrupted
 * anywhere, the next one starts over.
 *
 * @param node on which
 * @param progress hears how it goes
 */
public record Upgrade(NodeContext node, UpgradeProgress progress) {

  /** A release that was checked and may be written. */
  private record Candidate(Repository repository, SignedManifest signed, Manifest manifest) {
    ReleaseRef ref() {
      return new ReleaseRef(
          manifest.name().text(), manifest.version(), signed.digest(), manifest.rootHash().hex());
    }
  }

  /**
   * Upgrades up to the point where only a restart is missing.
   *
   * @return what is armed, or that it waits
   * @throws NotAdmittedException if the release is refused; nothing was written
   * @throws RefusedException if the node's state forbids it; nothing was written
   * @throws UntrustedException if nobody trusted signed it; nothing was written
   * @throws IOException if fetching or writing fails; the last known good is untouched
   */
  public Accepted run(UpgradeRequest request)
      throws IOException,
          InterruptedException,
          NotAdmittedException,
          RefusedException,
          UntrustedException,
          ManifestException {
    progress.phase("checking");
    demandNoReset(node);
    NodeState state = node.store().read();
    Candidate candidate = candidate(request, state);
    admit(candidate, state, request);
    ReleaseRef release = candidate.ref();
    Slot slot = state.lastKnownGoodGeneration().slot().other();
    checkSpace(candidate.manifest(), slot);
    if (state.trial() instanceof Trial.Active) {
      return Accepted.queue(node, waiting(release, request));
    }
    Opening opening = NodePolicy.of(node.paths(), node.booted()).opening(true, Instant.now());
    if (opening instanceof Opening.Closed closed && !request.now()) {
      return Accepted.queue(node, waiting(release, request), closed);
    }
    Change begun =
        node.store().update(now -> TrialMachine.beginWriting(now, release, node.booted()));
    node.steps().run(begun, (number, generation, about) -> {});
    write(candidate, slot);
    node.loader().remember(candidate.signed());
    progress.phase("kernel");
    Part uki = candidate.manifest().part(Part.Kind.UKI);
    new KernelImages(node).bring(uki, () -> candidate.repository().open(uki, 0));
    progress.phase("state");
    node.store().update(now -> TrialMachine.slotWritten(now, release, Instant.now()));
    return new Accepted.Armed(arm());
  }

  /** What is written before it would be cut short by it. */
  static void demandNoReset(NodeContext node) throws NotAdmittedException {
    if (Files.exists(node.paths().resetMark())) {
      throw new NotAdmittedException(
          "A reset of this node is due. Nothing was written. Restart it first: systemctl reboot");
    }
  }

  private static Waiting waiting(ReleaseRef release, UpgradeRequest request) {
    return new Waiting(
        Waiting.Kind.RELEASE,
        release.name(),
        release.version(),
        release.manifest(),
        request.from(),
        request.waivers().contains(Waiver.DOWNGRADE),
        request.waivers().contains(Waiver.OTHER_NAME),
        request.restart(),
        Instant.now());
  }

  /**
   * Goes on with a release that is staged and was not armed, for the machine died in between.
   *
   * @return whether there was one; then only a restart is missing
   * @throws IOException if it is not in its slot any more as it was written; it is staged no longer
   */
  public boolean finishStaged() throws IOException, InterruptedException, RefusedException {
    NodeState state = node.store().read();
    if (!(state.trial() instanceof Trial.Staged(Generation staged)) || state.isTrialInPlace()) {
      return false;
    }
    verifyAndArm(staged);
    return true;
  }

  private void verifyAndArm(Generation staged)
      throws IOException, InterruptedException, RefusedException {
    try {
      verify(staged);
    } catch (IOException e) {
      drop(staged, e);
      throw new IOException(
          staged
              + " is not tried: what is in slot "
              + staged.slot()
              + " is not what was written any more ("
              + e.getMessage()
              + "). Upgrade to it again.",
          e);
    }
    setPartitionUuids(node.loader().manifest(staged.release().manifest()), staged.slot());
    arm();
  }

  /** Nothing else ends what is staged, and all that waits would wait for ever. */
  private void drop(Generation staged, IOException why)
      throws IOException, InterruptedException, RefusedException {
    NodeState judged = node.store().read();
    Change change =
        node.store()
            .update(
                state ->
                    TrialMachine.slotDamaged(
                        state,
                        staged.slot(),
                        "read again before its trial: " + why.getMessage(),
                        node.booted(),
                        Instant.now()));
    node.steps().run(change, new DamagedSlot(node, judged));
  }

  /**
   * Goes back: ends the trial, or puts an older held generation on trial.
   *
   * @param to its number; 0 for the one before
   * @return whether the machine must be restarted for it
   * @throws NotAdmittedException if what it would go back to is withdrawn
   */
  public boolean revert(int to)
      throws IOException, InterruptedException, RefusedException, NotAdmittedException {
    demandNotWithdrawn(to);
    ReleaseSettings settings = ReleaseSettings.read(node.paths());
    Change change =
        node.store()
            .update(
                state -> {
                  Change asked =
                      to == 0
                          ? TrialMachine.revertRequested(state, node.booted(), Instant.now())
                          : TrialMachine.revertRequestedTo(state, to, node.booted(), Instant.now());
                  NodeState next = asked.state();
                  // In one write, for nothing has to be read: a machine that dies in between would
                  // leave it staged, and nobody arms what is staged beside the last known good.
                  return next.trial() instanceof Trial.Staged && next.isTrialInPlace()
                      ? TrialMachine.arm(
                          next, settings.tries(), Deadline.from(next.bootDurations()))
                      : asked;
                });
    boolean restart = node.steps().run(change, (number, generation, about) -> {});
    for (Step step : change.steps()) {
      if (step instanceof Step.VerifyStaged(Generation staged)) {
        verifyAndArm(staged);
        restart = true;
      }
    }
    return restart;
  }

  /** The end of a trial is never held up by it: then there is nothing else to go back to. */
  private void demandNotWithdrawn(int to) throws IOException, NotAdmittedException {
    NodeState state = node.store().read();
    Generation wanted =
        to != 0 ? state.held(to) : state.trial() instanceof Trial.Idle ? state.before() : null;
    Withdrawn found =
        wanted == null
            ? null
            : Affected.of(
                new Vouching(node.paths(), Instant.now()).seen(),
                wanted,
                new DeliveredConfigurations(node.paths()).all());
    if (found != null) {
      throw new NotAdmittedException(
          wanted
              + " cannot be gone back to: "
              + found.words()
              + ". Choose another generation; 'holdfast history' lists them.");
    }
  }

  private Generation arm() throws IOException, InterruptedException, RefusedException {
    ReleaseSettings settings = ReleaseSettings.read(node.paths());
    NodeState staged = node.store().read();
    Duration deadline = Deadline.from(staged.bootDurations());
    DurableFile.replace(node.paths().deadline(), deadline.toSeconds() + "\n");
    Change armed = node.store().update(now -> TrialMachine.arm(now, settings.tries(), deadline));
    progress.phase("loader");
    node.steps().run(armed, (number, generation, about) -> {});
    Generation generation = armed.state().onTrial();
    if (generation == null) {
      throw new IllegalStateException("an armed state has a generation on trial");
    }
    return generation;
  }

  private Candidate candidate(UpgradeRequest request, NodeState state)
      throws IOException, UntrustedException, ManifestException {
    Repository repository = Repository.at(request.from());
    ReleaseName name =
        request.name() == null ? new ReleaseName(running(state).name()) : request.name();
    Version version = request.version();
    if (version == null) {
      List<ReleaseEntry> entries = repository.list();
      version =
          ReleaseEntry.newest(entries, name)
              .orElseThrow(
                  () ->
                      new IOException(
                          repository.describe() + " lists no release named " + name + "."))
              .version();
    }
    SignedManifest signed = repository.manifest(name, version);
    Manifest manifest =
        AcceptedKeys.of(node.paths()).forManifest(signed).verify(signed, name, version);
    return new Candidate(repository, signed, manifest);
  }

  private void admit(Candidate candidate, NodeState state, UpgradeRequest request)
      throws IOException, NotAdmittedException {
    Statements seen =
        new Vouching(node.paths(), Instant.now())
            .demand(
                request.from(),
                SignedStatements.target(
                    candidate.manifest().name(), candidate.manifest().version()),
                candidate.signed().digest());
    ReleaseRef running = running(state);
    List<Barred> barred = new ArrayList<>();
    state.barred().forEach(entry -> barred.add(new Barred(entry.manifest(), entry.evidence())));
    Admission admission =
        Admission.decide(
            candidate.manifest(),
            candidate.signed().digest(),
            new io.holdfast.release.manifest.ReleaseRef(
                new ReleaseName(running.name()), running.version(), running.manifest()),
            Architecture.ofJava(System.getProperty("os.arch")),
            barred,
            request.waivers(),
            seen,
            state.lastKnownGoodGeneration().release().manifest());
    if (admission instanceof Admission.Refused refused) {
      throw new NotAdmittedException(refused.reason() + ". " + refused.remedy());
    }
  }

  private ReleaseRef running(NodeState state) {
    Generation running = state.running(node.booted());
    return running == null ? state.lastKnownGoodGeneration().release() : running.release();
  }

  private void checkSpace(Manifest manifest, Slot slot) throws IOException {
    demandFit(manifest.part(Part.Kind.ROOT), node.disk().root(slot));
    demandFit(manifest.part(Part.Kind.VERITY), node.disk().verity(slot));
  }

  private static void demandFit(Part part, NodeDisk.Partition partition) throws IOException {
    if (part.size() > partition.size()) {
      throw new IOException(
          "The release's "
              + part.kind()
              + " has "
              + part.size()
              + " bytes, and "
              + partition.device()
              + " only "
              + partition.size()
              + ". Nothing was written. Build a smaller release, or install with larger slots.");
    }
  }

  private void write(Candidate candidate, Slot slot) throws IOException, InterruptedException {
    progress.phase("writing");
    Manifest manifest = candidate.manifest();
    Part root = manifest.part(Part.Kind.ROOT);
    Part verity = manifest.part(Part.Kind.VERITY);
    long all = root.size() + verity.size();
    try (InputStream bytes = candidate.repository().open(verity, 0)) {
      image(node.disk().verity(slot)).write(verity, bytes, done -> progress.bytes(done, all));
    }
    try (InputStream bytes = candidate.repository().open(root, 0)) {
      image(node.disk().root(slot))
          .write(root, bytes, done -> progress.bytes(verity.size() + done, all));
    }
    verify(manifest, slot);
    setPartitionUuids(manifest, slot);
  }

  /**
   * Reads the whole slot of a generation.
   *
   * @throws IOException if it cannot be read, or is not what was committed
   */
  public void verify(Generation generation) throws IOException, InterruptedException {
    verify(node.loader().manifest(generation.release().manifest()), generation.slot());
  }

  private void verify(Manifest manifest, Slot slot) throws IOException, InterruptedException {
    progress.phase("verifying");
    Part root = manifest.part(Part.Kind.ROOT);
    Part verity = manifest.part(Part.Kind.VERITY);
    long all = root.size() + verity.size();
    image(node.disk().verity(slot)).verify(verity, done -> progress.bytes(done, all));
    image(node.disk().root(slot)).verify(root, done -> progress.bytes(verity.size() + done, all));
  }

  /** The initrd finds root and tree by these; see the Discoverable Partitions Specification. */
  private void setPartitionUuids(Manifest manifest, Slot slot)
      throws IOException, InterruptedException {
    String hash = manifest.rootHash().hex();
    Slot other = slot.other();
    if (node.store().read().content(other) instanceof SlotContent.Damaged(var release, String _)
        && release.rootHash().equals(hash)) {
      // A repair with the very release that is damaged there: the initrd must not find that one.
      setUuid(node.disk().root(other), UUID.randomUUID().toString());
      setUuid(node.disk().verity(other), UUID.randomUUID().toString());
    }
    setUuid(node.disk().root(slot), DiskLayout.rootUuid(hash).toString());
    setUuid(node.disk().verity(slot), DiskLayout.verityUuid(hash).toString());
  }

  private void setUuid(NodeDisk.Partition partition, String uuid)
      throws IOException, InterruptedException {
    // The running partitions keep the kernel from reading the table again; the next boot does.
    Command.of(
            "sfdisk",
            "--no-reread",
            "--no-tell-kernel",
            "--part-uuid",
            node.disk().device().toString(),
            Integer.toString(partition.number()),
            uuid)
        .check();
    String written =
        Command.of(
                "sfdisk",
                "--part-uuid",
                node.disk().device().toString(),
                Integer.toString(partition.number()))
            .check()
            .strip();
    if (!written.equalsIgnoreCase(uuid)) {
      throw new IOException(
          "The partition table of "
              + node.disk().device()
              + " does not keep the UUID "
              + uuid
              + " for partition "
              + partition.number()
              + ", but has "
              + written
              + ".");
    }
  }

  private static SlotImage image(NodeDisk.Partition partition) {
    return new SlotImage(partition.device(), partition.size());
  }
}
