package io.holdfast.node.trial;

import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.content.ContentRef;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** States that tests begin with, made by the events that lead to them. */
public final class Examples {
  public static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
  public static final Duration DEADLINE = Duration.ofSeconds(150);
  public static final int TRIES = 3;
  public static final ReleaseRef FIRST = release("1.0");
  public static final ReleaseRef SECOND = release("1.1");
  public static final ReleaseRef THIRD = release("1.2");
  public static final ContentRef TIDES = content("tides", "7");
  public static final ContentRef NEW_TIDES = content("tides", "8");
  public static final PreviousEnd NO_SIGN = new PreviousEnd.Unexplained();

  private Examples() {}

  public static ReleaseRef release(String version) {
    Digest digest = Digest.of(version.getBytes(StandardCharsets.UTF_8));
    return new ReleaseRef("sea", new Version(version), digest, digest.hex());
  }

  public static ContentRef content(String channel, String version) {
    Digest digest = Digest.of((channel + version).getBytes(StandardCharsets.UTF_8));
    return new ContentRef(new ChannelName(channel), new Version(version), digest);
  }

  /** As installed: generation 1 in slot A. */
  public static NodeState fresh() {
    return NodeState.installed(FIRST, new SlotContent.Holds(FIRST), NOW);
  }

  /** Generation 1 in slot A is held, generation 2 in slot B is the last known good. */
  public static NodeState upgraded() throws RefusedException {
    return committed(trying(armed(staged(fresh(), SECOND), TRIES)));
  }

  /** As {@link #upgraded}, and content of a channel is on the disk. */
  public static NodeState contentStaged(NodeState idle, ContentRef content)
      throws RefusedException {
    return TrialMachine.contentStaged(idle, content, good(idle), NOW).state();
  }

  /** Its mark is on the disk; it is switched to in the boot named "first". */
  public static NodeState contentTrying(NodeState armed) throws RefusedException {
    return TrialMachine.switchBegun(armed, good(armed), "first").state();
  }

  public static NodeState staged(NodeState idle, ReleaseRef release) throws RefusedException {
    NodeState writing = TrialMachine.beginWriting(idle, release, good(idle)).state();
    return TrialMachine.slotWritten(writing, release, NOW).state();
  }

  public static NodeState armed(NodeState staged, int tries) throws RefusedException {
    return TrialMachine.arm(staged, tries, DEADLINE).state();
  }

  public static NodeState trying(NodeState armed) {
    return TrialMachine.bootObserved(armed, boot(trial(armed), EntryState.TRIED, NO_SIGN), NOW)
        .state();
  }

  public static NodeState committed(NodeState trying) throws RefusedException {
    return TrialMachine.bakeTimeHeld(trying, trial(trying), NOW).state();
  }

  public static NodeState reverting(NodeState trying) throws RefusedException {
    return TrialMachine.requiredCheckFailed(trying, trial(trying), "web", "refused").state();
  }

  /** The last known good runs. */
  public static Booted good(NodeState state) {
    return new Booted.ByEntry(state.lastKnownGoodGeneration().entry());
  }

  /** What is on trial runs. */
  public static Booted trial(NodeState state) {
    Generation generation = state.onTrial();
    if (generation == null) {
      throw new IllegalArgumentException("nothing is on trial");
    }
    return new Booted.ByEntry(generation.entry());
  }

  /** A boot that sees the newest generation's entry like this, and all older ones settled. */
  public static Boot boot(Booted booted, EntryState entry, PreviousEnd end) {
    return boot("first", booted, entry, end, Boot.UNKNOWN);
  }

  public static Boot boot(String id, Booted booted, EntryState entry, PreviousEnd end, int about) {
    Map<Integer, EntryState> entries = new TreeMap<>();
    entries.put(1, EntryState.SETTLED);
    entries.put(2, EntryState.SETTLED);
    entries.put(3, entry);
    return new Boot(booted, id, entries, end, about);
  }
}
