package io.holdfast.node.delivery;

import io.holdfast.config.content.ContentChannel;
import io.holdfast.config.yaml.ConfigException;
import io.holdfast.host.Progress;
import io.holdfast.node.content.ContentLinks;
import io.holdfast.node.content.ContentStore;
import io.holdfast.node.content.NodeChannels;
import io.holdfast.node.content.Staging;
import io.holdfast.node.disk.ReleaseSettings;
import io.holdfast.node.extension.Extensions;
import io.holdfast.node.policy.AcceptedKeys;
import io.holdfast.node.policy.NodePolicy;
import io.holdfast.node.policy.Opening;
import io.holdfast.node.settle.NodeContext;
import io.holdfast.node.state.StateChanges;
import io.holdfast.node.state.StateStore;
import io.holdfast.node.trial.Booted;
import io.holdfast.node.trial.Change;
import io.holdfast.node.trial.Deadline;
import io.holdfast.node.trial.Generation;
import io.holdfast.node.trial.NodeState;
import io.holdfast.node.trial.Outcome;
import io.holdfast.node.trial.RefusedException;
import io.holdfast.node.trial.Trial;
import io.holdfast.node.trial.TrialMachine;
import io.holdfast.node.vouching.Vouching;
import io.holdfast.release.Version;
import io.holdfast.release.admission.NotAdmittedException;
import io.holdfast.release.admission.Statements;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.content.ContentFile;
import io.holdfast.release.content.ContentKeys;
import io.holdfast.release.content.ContentManifest;
import io.holdfast.release.content.ContentRef;
import io.holdfast.release.extension.ExtensionManifest;
import io.holdfast.release.manifest.ManifestException;
import io.holdfast.release.repository.Repository;
import io.holdfast.release.repository.RepositoryException;
import io.holdfast.release.repository.SignedStatements;
import io.holdfast.release.trust.KeyFileException;
import io.holdfast.release.trust.ReleaseKey;
import io.holdfast.release.trust.SignedManifest;
import io.holdfast.release.trust.TrustedKeys;
import io.holdfast.release.trust.UntrustedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings content to a node, or an extension: checks first, then stages it beside the old, and arms
 * its trial. The agent switches to content, the next start to an extension. Until it is armed
 * nothing points at what was written; interrupted anywhere, the next one starts over.
 *
 * @param node on which
 */
public record ContentDelivery(NodeContext node) {
  /**
   * Brings it, up to the mark.
   *
   * @param progress hears of {@code check}, {@code fetch} and {@code state}
   * @return what is armed, or that it waits
   * @throws NotAdmittedException if it is refused; nothing was written
   * @throws RefusedException if the node's state forbids it
   * @throws UntrustedException if nobody signed it whom the channel trusts; nothing was written
   * @throws IOException if fetching or writing fails; nothing of it stays
   */
  public Accepted run(ContentRequest request, Progress progress)
      throws IOException,
          InterruptedException,
          ConfigException,
          NotAdmittedException,
          RefusedException,
          UntrustedException,
          ManifestException {
    progress.step("check");
    NodePolicy policy = NodePolicy.of(node.paths(), node.booted());
    demandDeclared(policy, request.channel());
    Terms terms = terms(request.channel());
    demandNotHeld(request.channel());
    Repository repository = Repository.at(request.from());
    Version version = request.version();
    if (version == null) {
      version = newest(repository, request.channel());
    }
    SignedManifest signed = repository.content(request.channel(), version);
    if (request.channel().isExtension()) {
      AcceptedKeys.of(node.paths()).forManifest(signed);
    }
    ContentManifest manifest = terms.keys().verify(signed, version);
    ContentRef ref = new ContentRef(request.channel(), version, signed.digest());
    NodeState state = node.store().read();
    Statements seen =
        new Vouching(node.paths(), Instant.now())
            .demand(
                request.from(), SignedStatements.target(ref.channel(), version), ref.manifest());
    ContentAdmission.demandAllowed(
        seen, ref, state.lastKnownGoodGeneration().content(ref.channel()));
    ContentAdmission.demand(terms, manifest, ref, state, request.downgrade(), Instant.now());
    if (request.channel().isExtension()) {
      demandFitting(repository, manifest, ref);
    }
    // In recovery nothing is mounted that it could be written to, nor is anybody there to read it.
    if (state.trial() instanceof Trial.Active || node.booted() instanceof Booted.InRecovery) {
      return Accepted.queue(node, request.waiting(ref));
    }
    // Refused before anything is fetched: staging asks the same again, of the state as it is then.
    TrialMachine.contentStaged(state, ref, node.booted(), Instant.now());
    Opening opening = policy.opening(request.channel().isExtension(), Instant.now());
    if (opening instanceof Opening.Closed closed && !request.now()) {
      return Accepted.queue(node, request.waiting(ref), closed);
    }
    progress.step("fetch");
    fetch(repository, manifest, ref);
    progress.step("state");
    return new Accepted.Armed(stageAndArm(ref));
  }

  /**
   * Takes an extension away, which is on trial like its coming.
   *
   * @param extension its channel
   * @param now whether it is armed also while no window is open
   * @return what is armed
   * @throws NotAdmittedException if the configuration declares that it is to be there, or no window
   *     is open
   * @throws RefusedException if the node's state forbids it, or there is none
   */
  public Generation remove(ChannelName extension, boolean now)
      throws IOException, NotAdmittedException, RefusedException {
    NodePolicy policy = NodePolicy.of(node.paths(), node.booted());
    if (policy.policy().extensions().requires(extension.name())) {
      throw new NotAdmittedException(
          "This node is to have extension "
              + extension.name()
              + ": 'extensions' in its configuration says so. Take it out there first, or write"
              + " 'required: false'.");
    }
    if (policy.opening(true, Instant.now()) instanceof Opening.Closed closed && !now) {
      throw new NotAdmittedException(
          "Extension "
              + extension.name()
              + " is not taken away now: "
              + closed.why()
              + ". Try again then, or say --now.");
    }
    return stageAndArm(
        state -> TrialMachine.extensionRemoved(state, extension, node.booted(), Instant.now()));
  }

  private static Generation onTrial(Change armed) {
    Generation generation = armed.state().onTrial();
    if (generation == null) {
      throw new IllegalStateException("an armed state has a generation on trial");
    }
    return generation;
  }

  /**
   * Goes back to the content that a channel had before, on trial as any other.
   *
   * @return what is armed
   * @throws NotAdmittedException if none is held any more
   * @throws RefusedException if the node's state forbids it
   */
  public Generation revert(ChannelName channel)
      throws IOException, NotAdmittedException, RefusedException {
    NodeState state = node.store().read();
    Statements seen = new Vouching(node.paths(), Instant.now()).seen();
    ContentRef present = state.lastKnownGoodGeneration().content(channel);
    ContentRef before = null;
    for (Generation held : state.held()) {
      ContentRef content = held.content(channel);
      boolean other =
          content != null && !content.equals(present) && seen.of(content.manifest()) == null;
      before = other ? content : before;
    }
    if (before == null) {
      throw new NotAdmittedException(
          "This node holds no other content of channel "
              + channel
              + " that is not withdrawn. Apply the version that you want instead.");
    }
    return stageAndArm(before);
  }

  /**
   * Goes back to content, or to an extension, that is held, on trial as any other.
   *
   * @return what is armed
   * @throws NotAdmittedException if a person wants the channel to stay as it is
   * @throws RefusedException if the node's state forbids it
   */
  public Generation backTo(ContentRef held)
      throws IOException, NotAdmittedException, RefusedException {
    demandNotHeld(held.channel());
    return stageAndArm(held);
  }

  private Generation stageAndArm(ContentRef content) throws IOException, RefusedException {
    return stageAndArm(
        state -> TrialMachine.contentStaged(state, content, node.booted(), Instant.now()));
  }

  /** In one write: a machine that dies before it knows nothing of it, one that dies after tries. */
  private Generation stageAndArm(StateStore.Decision staging) throws IOException, RefusedException {
    ReleaseSettings settings = ReleaseSettings.read(node.paths());
    return onTrial(
        node.store()
            .update(
                now ->
                    TrialMachine.arm(
                        staging.decide(now).state(),
                        settings.tries(),
                        Deadline.from(now.bootDurations()))));
  }

  /**
   * Waits until a trial is over.
   *
   * @return how it ended; null if it has not within the limit
   */
  public @Nullable Outcome await(Generation trial, Duration limit)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    try (StateChanges changes = new StateChanges(node.paths().node())) {
      Outcome ended = endOf(trial);
      while (ended == null && System.nanoTime() < deadline) {
        changes.await(Duration.ofNanos(deadline - System.nanoTime()));
        ended = endOf(trial);
      }
      return ended;
    }
  }

  private @Nullable Outcome endOf(Generation trial) throws IOException {
    for (Outcome outcome : node.store().read().history().reversed()) {
      Generation ended = outcome.endOfTrial();
      if (ended != null && ended.number() == trial.number()) {
        return outcome;
      }
    }
    return null;
  }

  private static void demandDeclared(NodePolicy policy, ChannelName channel)
      throws NotAdmittedException {
    if (channel.isExtension() && !policy.policy().extensions().admits(channel.name())) {
      throw new NotAdmittedException(
          "This node takes no extension "
              + channel.name()
              + ": 'extensions' in its configuration does not name it. Add it there first.");
    }
  }

  private Terms terms(ChannelName name) throws IOException, ConfigException, NotAdmittedException {
    if (name.isExtension()) {
      // Whoever may replace the system may extend it, and nobody else.
      return new Terms(
          new ContentKeys(name, TrustedKeys.load(node.paths().trust())),
          ContentFile.MAX_SIZE,
          Duration.ZERO);
    }
    ContentChannel channel = channel(name);
    return new Terms(keys(channel), channel.maxBytes(), channel.minInterval());
  }

  /** Refused before anything is staged; systemd asks the same when it lays the image over /usr. */
  private void demandFitting(Repository repository, ContentManifest manifest, ContentRef ref)
      throws IOException, NotAdmittedException, ManifestException {
    ContentFile release = ExtensionManifest.of(manifest).release();
    String why;
    try (InputStream bytes = repository.open(release, 0)) {
      why =
          new Extensions(node.paths())
              .mismatch(new String(bytes.readAllBytes(), StandardCharsets.UTF_8));
    }
    if (why != null) {
      throw new NotAdmittedException(
          ref + " does not fit this release: " + why + ". Take one that was made for it.");
    }
  }

  private ContentChannel channel(ChannelName name)
      throws IOException, ConfigException, NotAdmittedException {
    List<String> known = new ArrayList<>();
    for (ContentChannel channel : NodeChannels.of(node.paths())) {
      if (channel.name().equals(name.text())) {
        return channel;
      }
      known.add(channel.name());
    }
    throw new NotAdmittedException(
        "This node has no channel "
            + name
            + (known.isEmpty() ? "; it has none" : "; it has " + String.join(", ", known))
            + ". Declare it under 'content' in the recipe or the configuration.");
  }

  private void demandNotHeld(ChannelName channel) throws NotAdmittedException {
    if (Files.exists(node.paths().hold(channel.text()))) {
      throw new NotAdmittedException(
          "Channel "
              + channel
              + " is held on this node: a person wants it to stay as it is. 'holdfast content hold "
              + channel
              + " --off' ends that.");
    }
  }

  /** The newest version that a repository has on a channel. */
  static Version newest(Repository repository, ChannelName channel)
      throws RepositoryException, NotAdmittedException {
    List<Version> versions = repository.contentVersions(channel);
    if (versions.isEmpty()) {
      throw new NotAdmittedException(
          repository.describe() + " has no version on channel " + channel + ". Publish one first.");
    }
    return versions.getLast();
  }

  private static ContentKeys keys(ContentChannel channel) throws KeyFileException {
    List<ReleaseKey> keys = new ArrayList<>();
    for (String pem : channel.keys()) {
      keys.add(ReleaseKey.parse(pem, "the declaration of channel " + channel.name()));
    }
    return new ContentKeys(ContentLinks.nameOf(channel), new TrustedKeys(keys));
  }

  private void fetch(Repository repository, ContentManifest manifest, ContentRef ref)
      throws IOException {
    ContentStore store = new ContentStore(node.paths());
    String channel = ref.channel().text();
    if (store.holds(channel, ref.manifest())) {
      return;
    }
    try (Staging staging = store.begin(channel, ref.manifest(), manifest.totalSize())) {
      for (ContentFile file : manifest.files()) {
        try (InputStream bytes = repository.open(file, 0)) {
          staging.write(file.path(), bytes, file.size(), file.digest());
        }
      }
      staging.finish();
    }
  }
}
