package io.holdfast.node.delivery;

import io.holdfast.config.yaml.ConfigException;
import io.holdfast.host.Progress;
import io.holdfast.node.configuration.ConfigurationReplacement;
import io.holdfast.node.configuration.ConfigurationStore;
import io.holdfast.node.configuration.DeliveredConfigurations;
import io.holdfast.node.policy.AcceptedKeys;
import io.holdfast.node.policy.NodePolicy;
import io.holdfast.node.policy.Opening;
import io.holdfast.node.settle.NodeContext;
import io.holdfast.node.trial.Barred;
import io.holdfast.node.trial.Booted;
import io.holdfast.node.trial.NodeState;
import io.holdfast.node.trial.RefusedException;
import io.holdfast.node.trial.Trial;
import io.holdfast.node.vouching.Vouching;
import io.holdfast.release.Digest;
import io.holdfast.release.admission.NotAdmittedException;
import io.holdfast.release.admission.Statements;
import io.holdfast.release.content.ContentFile;
import io.holdfast.release.content.ContentKeys;
import io.holdfast.release.content.ContentManifest;
import io.holdfast.release.content.ContentRef;
import io.holdfast.release.manifest.ManifestException;
import io.holdfast.release.repository.Repository;
import io.holdfast.release.repository.SignedStatements;
import io.holdfast.release.trust.SignedManifest;
import io.holdfast.release.trust.UntrustedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Brings a signed configuration to a node: checks first, then puts its files in the place of those
 * in COS_OEM. The next start finds them as it finds whatever else changed there, and begins their
 * trial.
 *
 * @param node on which
 */
public record ConfigurationDelivery(NodeContext node) {
  /**
   * Brings it. While something is on trial it waits for its turn; in recovery it is placed at once,
   * for what is on trial there has not begun to run.
   *
   * @param progress hears of {@code check} and {@code fetch}
   * @throws NotAdmittedException if it is refused; nothing was changed
   * @throws RefusedException if the queue does not take it
   * @throws UntrustedException if nobody signed it who may sign this node's releases
   * @throws IOException if it cannot be fetched or written
   */
  public Accepted run(ContentRequest request, Progress progress)
      throws IOException,
          NotAdmittedException,
          RefusedException,
          UntrustedException,
          ManifestException {
    progress.step("check");
    Repository repository = Repository.at(request.from());
    ContentRequest wanted =
        request.version() == null
            ? request.at(ContentDelivery.newest(repository, request.channel()))
            : request;
    SignedManifest signed = repository.content(wanted.channel(), wanted.demandVersion());
    ContentManifest manifest =
        new ContentKeys(wanted.channel(), AcceptedKeys.of(node.paths()).forManifest(signed))
            .verify(signed, wanted.demandVersion());
    ContentRef ref = new ContentRef(wanted.channel(), wanted.demandVersion(), signed.digest());
    ConfigurationReplacement place = new ConfigurationReplacement(node.paths());
    demandForm(manifest, ref);
    demandNewer(place.delivered(), ref, wanted.downgrade());
    NodeState state = node.store().read();
    demandVouchedFor(wanted, ref, state);
    progress.step("fetch");
    Map<String, String> files = fetch(repository, manifest, ref);
    Digest present = new ConfigurationStore(node.paths()).presentWith(files);
    demandNotBarred(state.barring(present), present, ref);
    new DeliveredConfigurations(node.paths()).remember(present, ref);
    boolean recovery = node.booted() instanceof Booted.InRecovery;
    boolean lies = place.lies(files);
    if (lies && (recovery || present.equals(state.lastKnownGoodGeneration().configuration()))) {
      throw new NotAdmittedException(ref + " is in its place already. Nothing needs to be done.");
    }
    boolean waits = state.trial() instanceof Trial.Active;
    Opening opening = NodePolicy.of(node.paths(), node.booted()).opening(true, Instant.now());
    if (opening instanceof Opening.Closed closed && !waits && !wanted.now()) {
      // Where it lies, any start would begin its trial.
      return Accepted.queue(node, wanted.waiting(ref), closed);
    }
    if (!lies && (recovery || !waits)) {
      place(place, files, ref);
    }
    // Of one that is placed already, the queue asks for the restart once the trial is over.
    return waits ? Accepted.queue(node, wanted.waiting(ref)) : new Accepted.Placed(ref);
  }

  /** Of what lies there already, too: a start would begin its trial. */
  private void demandVouchedFor(ContentRequest wanted, ContentRef ref, NodeState state)
      throws IOException, NotAdmittedException {
    Statements seen =
        new Vouching(node.paths(), Instant.now())
            .demand(
                wanted.from(),
                SignedStatements.target(ref.channel(), ref.version()),
                ref.manifest());
    Digest running = state.lastKnownGoodGeneration().configuration();
    ContentRef present = new DeliveredConfigurations(node.paths()).all().get(running);
    ContentAdmission.demandAllowed(seen, ref, present);
  }

  private static void place(
      ConfigurationReplacement place, Map<String, String> files, ContentRef ref)
      throws IOException, NotAdmittedException {
    try {
      place.replace(files, ref);
    } catch (ConfigException e) {
      throw new NotAdmittedException(
          ref + " is not taken, for it is no configuration that could be used: " + e.getMessage());
    }
  }

  /** True if it was placed already, and only the start is missing that begins its trial. */
  public boolean isPlaced(Digest manifest) throws IOException {
    ContentRef delivered = new ConfigurationReplacement(node.paths()).delivered();
    return delivered != null && delivered.manifest().equals(manifest);
  }

  /** True if the next start, unless something else is on trial then, will try what lies there. */
  public boolean isDue() throws IOException {
    NodeState state = node.store().read();
    Digest present = new ConfigurationStore(node.paths()).present();
    return !present.equals(state.lastKnownGoodGeneration().configuration())
        && state.barring(present) == null;
  }

  private static void demandForm(ContentManifest manifest, ContentRef ref)
      throws NotAdmittedException {
    for (ContentFile file : manifest.files()) {
      String path = file.path();
      if (path.indexOf('/') >= 0 || !(path.endsWith(".yaml") || path.endsWith(".yml"))) {
        throw new NotAdmittedException(
            ref
                + " has "
                + file.describe()
                + ", and a configuration has files of names in .yaml or .yml alone, in no folder."
                + " Publish it without that.");
      }
    }
    if (manifest.totalSize() > ConfigurationStore.MAX_BYTES) {
      throw new NotAdmittedException(
          ref
              + " has "
              + manifest.totalSize()
              + " bytes, and a configuration at most "
              + ConfigurationStore.MAX_BYTES
              + ". Publish a smaller one.");
    }
  }

  private static void demandNewer(@Nullable ContentRef before, ContentRef ref, boolean downgrade)
      throws NotAdmittedException {
    if (!downgrade
        && before != null
        && before.channel().equals(ref.channel())
        && ref.version().compareTo(before.version()) < 0) {
      throw new NotAdmittedException(
          ref
              + " is older than "
              + before
              + ", which was delivered here. Take a newer version, or say --allow-downgrade.");
    }
  }

  private static void demandNotBarred(@Nullable Barred barred, Digest present, ContentRef ref)
      throws NotAdmittedException {
    if (barred != null) {
      throw new NotAdmittedException(
          ref
              + " failed on this node ("
              + barred.why()
              + "; evidence "
              + barred.evidence()
              + "). Take a newer version, or, if you know better, 'holdfast allow "
              + present
              + "'.");
    }
  }

  private static Map<String, String> fetch(
      Repository repository, ContentManifest manifest, ContentRef ref)
      throws IOException, NotAdmittedException {
    Map<String, String> files = new HashMap<>();
    for (ContentFile file : manifest.files()) {
      try (InputStream bytes = repository.open(file, 0)) {
        files.put(
            file.path(),
            StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes.readAllBytes()))
                .toString());
      } catch (CharacterCodingException e) {
        throw new NotAdmittedException(
            ref + " has " + file.describe() + ", which is not text in UTF-8. Publish it as text.");
      }
    }
    return files;
  }
}
