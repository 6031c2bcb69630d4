package io.holdfast.node.withdrawal;

import io.holdfast.config.policy.Containment;
import io.holdfast.config.yaml.ConfigException;
import io.holdfast.node.configuration.DeliveredConfigurations;
import io.holdfast.node.delivery.ContentDelivery;
import io.holdfast.node.loader.LoaderVariables;
import io.holdfast.node.settle.NodeContext;
import io.holdfast.node.trial.Change;
import io.holdfast.node.trial.Generation;
import io.holdfast.node.trial.KeptReleases;
import io.holdfast.node.trial.NodeState;
import io.holdfast.node.trial.RefusedException;
import io.holdfast.node.trial.ReleaseRef;
import io.holdfast.node.trial.Withdrawing;
import io.holdfast.node.upgrade.KernelImages;
import io.holdfast.node.upgrade.RecoveryRenewal;
import io.holdfast.node.upgrade.Upgrade;
import io.holdfast.node.upgrade.UpgradeProgress;
import io.holdfast.node.vouching.Said;
import io.holdfast.node.vouching.Vouching;
import io.holdfast.release.Digest;
import io.holdfast.release.admission.NotAdmittedException;
import io.holdfast.release.admission.Vouched;
import io.holdfast.release.admission.Withdrawn;
import io.holdfast.release.content.ContentRef;
import io.holdfast.release.manifest.ManifestException;
import io.holdfast.release.trust.UntrustedException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A node follows what its repository says: it learns what is withdrawn, and goes the shortest safe
 * way off it. What was seen once counts, also where the repository cannot be asked or believed;
 * then only what the node holds is a way. One process at a time.
 *
 * @param node that follows
 * @param from the repository, a folder or URL
 * @param containment what is done where there is no way
 * @param bringer of what is fetched
 * @param progress hears how a slot is read
 */
public record Following(
    NodeContext node,
    String from,
    Containment containment,
    Bringer bringer,
    UpgradeProgress progress) {
  /** So many ways are tried in one look. */
  private static final int MOST_TRIED = 16;

  /** What is known when the ways are decided. */
  private record Known(Look.Hearing hearing, String problem, Said said) {}

  /**
   * Looks, and changes nothing but what is known to be withdrawn.
   *
   * @throws IOException if the node's own files cannot be read
   */
  public Look plan() throws IOException {
    Known known = listen();
    return new Look(
        known.hearing(), known.problem(), ways(known, Set.of()), List.of(), List.of(), false);
  }

  /**
   * Looks, and begins the first way that leads off; what follows it is for the next look, but for
   * what is only kept, which waits for nothing.
   *
   * @param leftOut manifests that are not to be asked for again
   * @throws IOException if the node's own files cannot be read or written, or what is to be brought
   *     cannot be fetched
   */
  public Look follow(LeftOut leftOut) throws IOException, InterruptedException {
    Known known = listen();
    Set<Digest> refused = new HashSet<>(leftOut.of(known.said().vouched()));
    List<String> left = new ArrayList<>();
    List<String> done = new ArrayList<>();
    boolean restart = false;
    endRenewal(done, left);
    List<WayOff> ways = ways(known, refused);
    boolean more = true;
    for (int i = 0; i < MOST_TRIED && more; i++) {
      WayOff way = ways.stream().filter(WayOff::leads).findFirst().orElse(null);
      if (way == null) {
        break;
      }
      try {
        Taken taken = take(way);
        done.add(taken.words());
        restart = taken.restart();
        more = way.isOfWhatIsKept();
        ways = more ? ways(known, refused) : ways;
      } catch (NotAdmittedException
          | RefusedException
          | UntrustedException
          | ManifestException
          | ConfigException e) {
        left.add("not done: " + way.words() + ": " + e.getMessage());
        if (way.isOfWhatIsKept()) {
          ways = List.of(new WayOff.Person(way.what(), String.valueOf(e.getMessage())));
          break;
        }
        if (!refused.addAll(target(way))) {
          break;
        }
        ways = ways(known, refused);
      } catch (IOException e) {
        if (!way.isOfWhatIsKept()) {
          throw e;
        }
        // What was done before stands, and so does what is to be done.
        left.add("not done: " + way.words() + ": " + e.getMessage());
        break;
      }
    }
    restart |= contain(known, ways, done);
    return new Look(known.hearing(), known.problem(), ways, done, left, restart);
  }

  /**
   * Until a renewal that was begun is ended, there is no recovery, and nothing else is given up.
   */
  private void endRenewal(List<String> done, List<String> left)
      throws IOException, InterruptedException {
    NodeState state = node.store().read();
    ReleaseRef begun = KeptReleases.unfinishedRecovery(state);
    if (begun == null || state.onTrial() != null) {
      return;
    }
    RecoveryRenewal renewal = new RecoveryRenewal(node, progress);
    try {
      ReleaseRef held;
      try {
        held = renewal.finish();
      } catch (IOException e) {
        held = renewal.run(from);
      }
      done.add("recovery holds " + held + " now");
    } catch (IOException | RefusedException | NotAdmittedException e) {
      left.add("recovery is not written to its end: " + e.getMessage());
    }
  }

  /** Says of what is vouched for which is not to be asked for. */
  @FunctionalInterface
  public interface LeftOut {
    /** Everything may be. */
    LeftOut NOTHING = vouched -> Set.of();

    /** Their manifests. */
    Set<Digest> of(List<Vouched> vouched) throws IOException;
  }

  private Known listen() throws IOException {
    Vouching vouching = new Vouching(node.paths(), Instant.now());
    if (!Files.exists(node.paths().trustedRoot())) {
      return new Known(Look.Hearing.NO_ROOT, "", new Said(vouching.seen(), List.of()));
    }
    try {
      return new Known(Look.Hearing.HEARD, "", vouching.listen(from));
    } catch (NotAdmittedException e) {
      return unheard(vouching, Look.Hearing.REFUSED, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return unheard(
          vouching, Look.Hearing.UNREACHABLE, from + " cannot be asked: " + e.getMessage());
    }
  }

  private static Known unheard(Vouching vouching, Look.Hearing hearing, String why)
      throws IOException {
    return new Known(hearing, why, new Said(vouching.seen(), List.of()));
  }

  private List<WayOff> ways(Known known, Set<Digest> refused) throws IOException {
    return WaysOff.of(situation(known, refused));
  }

  private Situation situation(Known known, Set<Digest> refused) throws IOException {
    return new Situation(
        node.store().read(),
        node.booted(),
        known.said().seen(),
        known.said().vouched(),
        new DeliveredConfigurations(node.paths()).all(),
        refused,
        containment);
  }

  private static Set<Digest> target(WayOff way) {
    return switch (way) {
      case WayOff.Bring(Withdrawn _, Vouched to) -> Set.of(to.manifest());
      case WayOff.BackToContent(Withdrawn _, ContentRef to) -> Set.of(to.manifest());
      // The state has changed since, and the next look decides anew.
      default -> Set.of();
    };
  }

  private Taken take(WayOff way)
      throws IOException,
          InterruptedException,
          NotAdmittedException,
          RefusedException,
          UntrustedException,
          ManifestException,
          ConfigException {
    return switch (way) {
      case WayOff.EndTrial(Withdrawn what, Generation trial) -> endTrial(what, trial);
      case WayOff.Restart(Withdrawn _, Generation into) ->
          new Taken("restarting into " + into, true);
      case WayOff.Bring(Withdrawn _, Vouched to) -> bringer.bring(to, from);
      case WayOff.Back(Withdrawn _, Generation to) ->
          new Taken("going back to " + to, new Upgrade(node, progress).revert(to.number()));
      case WayOff.BackToContent(Withdrawn _, ContentRef to) -> backTo(to);
      case WayOff.Renew _ ->
          new Taken(
              "recovery holds " + new RecoveryRenewal(node, progress).run(from) + " now", false);
      case WayOff.GiveUp(Withdrawn _, ReleaseRef held) -> giveUp(held);
      case WayOff.Wait _, WayOff.Contain _, WayOff.Person _ ->
          throw new IllegalStateException("it leads nowhere");
    };
  }

  private Taken giveUp(ReleaseRef held) throws IOException, InterruptedException, RefusedException {
    Change change =
        node.store().update(state -> KeptReleases.otherGivenUp(state, held, node.booted()));
    node.steps().run(change, (number, generation, about) -> {});
    new KernelImages(node).dropOthers();
    return new Taken(held + " is given up", false);
  }

  private Taken backTo(ContentRef to) throws IOException, NotAdmittedException, RefusedException {
    Generation armed = new ContentDelivery(node).backTo(to);
    return new Taken(armed + " is armed", to.channel().isExtension());
  }

  private Taken endTrial(Withdrawn what, Generation trial)
      throws IOException, InterruptedException, RefusedException {
    String why = what + " is withdrawn (" + what.advisory() + "): " + what.reason();
    Change change =
        node.store()
            .update(state -> Withdrawing.ended(state, trial, why, node.booted(), Instant.now()));
    boolean restart = node.steps().run(change, (number, generation, about) -> {});
    return new Taken("the trial of " + trial + " is ended", restart);
  }

  /** What there is no way off is contained; what was contained ends with the way off. */
  private boolean contain(Known known, List<WayOff> ways, List<String> done) throws IOException {
    Network network = new Network(node.paths());
    boolean restart = false;
    boolean stop = false;
    for (WayOff way : ways) {
      if (way instanceof WayOff.Contain(Withdrawn what, Containment how, String _)) {
        switch (how) {
          case KEEP -> {}
          case STOP_NETWORK -> stop = true;
          case RECOVERY -> {
            LoaderVariables.of(node.paths()).startRecoveryOnce();
            done.add("restarting into recovery, away from " + what);
            restart = true;
          }
        }
      }
    }
    if (stop) {
      List<String> stopped = network.stop();
      if (!stopped.isEmpty()) {
        done.add("the network is stopped: " + String.join(", ", stopped));
      }
    } else if (network.isStopped() && nothingRuns(known)) {
      network.start();
      done.add("the network is started again");
    }
    return restart;
  }

  /** While the way off is on trial, what it leaves may come back. */
  private boolean nothingRuns(Known known) throws IOException {
    Situation here = situation(known, Set.of());
    Generation running = here.state().running(here.booted());
    return here.state().onTrial() == null && (running == null || here.of(running) == null);
  }
}
