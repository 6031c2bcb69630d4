package io.holdfast.lab.drill.act;

import io.holdfast.release.Version;
import java.time.Duration;

/** What a drill does to a healthy node. */
public sealed interface Breakage {

  /** The version that the node is given. */
  Version version();

  /** What is given, by name and version. */
  default String subject() {
    return July2024.RELEASE + " " + version();
  }

  /** Whether the node goes down by it. */
  default boolean restarts() {
    return true;
  }

  /** An upgrade; what is broken, if anything, is in the release. */
  record Upgrade(Version version) implements Breakage {}

  /** An upgrade whose slot is damaged after it was written and verified, before its first start. */
  record DamageBeforeStart(Version version) implements Breakage {}

  /** An upgrade that commits, and whose slot is damaged while it runs. */
  record DamageWhileRunning(Version version) implements Breakage {}

  /**
   * An upgrade whose kernel image on the loader's partition is spoiled before its first start: by a
   * person at the machine, say.
   *
   * @param how what its signature is then
   */
  record SpoiledKernel(Version version, Spoiled how) implements Breakage {
    /** What becomes of the kernel image. */
    public enum Spoiled {
      /** A byte of it is another one. */
      ALTERED,
      /** It has no signature. */
      UNSIGNED,
      /** It is the same, signed with another key. */
      FOREIGN
    }
  }

  /**
   * An upgrade during which the power goes.
   *
   * @param cue the moment: a text on the console
   */
  record PowerCut(Version version, String cue) implements Breakage {}

  /**
   * Content and a configuration that arrive while an upgrade is on trial.
   *
   * @param content version of the content
   */
  record BothAtOnce(Version version, Version content) implements Breakage {}

  /**
   * A configuration, valid and complete, with which a required unit does not come up.
   *
   * @param version of what runs
   */
  record Configuration(Version version) implements Breakage {
    /** Generation 2 runs: what was installed, and its first content. */
    @Override
    public String subject() {
      return "configuration 3";
    }
  }

  /**
   * An extension that commits, and then a version of it with which a required unit does not come
   * up.
   *
   * @param version that breaks
   * @param before that commits
   */
  record Extension(Version version, Version before) implements Breakage {
    @Override
    public String subject() {
      return July2024.EXTENSION + " " + version();
    }
  }

  /**
   * An upgrade that commits, and then bytes of both slots are flipped.
   *
   * @param content version of the content on the medium that repairs it
   */
  record EverythingBad(Version version, Version content) implements Breakage {
    /** What failed last: it held out longest. */
    @Override
    public String subject() {
      return July2024.RELEASE + " " + July2024.INSTALLED;
    }
  }

  /** Something is done to content, not to a release. */
  sealed interface OfContent extends Breakage {
    /** How often the machine may go down by it. */
    int crashes();

    @Override
    default String subject() {
      return July2024.CHANNEL + " " + version();
    }

    @Override
    default boolean restarts() {
      return crashes() > 0;
    }
  }

  /** Content, signed and well-formed, that its consumer cannot bear. */
  record Content(Version version, int crashes) implements OfContent {}

  /**
   * Content that its consumer cannot bear once it has an age; it commits, and then the machine's
   * clock is set forward by so much.
   */
  record LateContent(Version version, Duration after, int crashes) implements OfContent {}

  /**
   * Good content, during whose trial the power goes.
   *
   * @param cue the moment: a text on the console
   */
  record TornContent(Version version, String cue) implements OfContent {
    @Override
    public int crashes() {
      return 0;
    }

    @Override
    public boolean restarts() {
      return true;
    }
  }

  /** Content that is wrong before anyone reads it, in each way that the drill knows. */
  record RefusedContent(Version version) implements OfContent {
    @Override
    public int crashes() {
      return 0;
    }
  }

  /**
   * The control: content that its consumer cannot bear is put by hand into a plain folder that
   * persists, past the channel. Nothing watches it, so nothing takes it back.
   */
  record UnwatchedContent(Version version) implements OfContent {
    @Override
    public int crashes() {
      return Integer.MAX_VALUE;
    }
  }
}
