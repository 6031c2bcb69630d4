package io.holdfast.lab.drill.act;

import io.holdfast.release.Version;

/** What a drill does to a healthy node. */
public sealed interface Breakage {

  /** The version that the node is upgraded to. */
  Version version();

  /** An upgrade; what is broken, if anything, is in the release. */
  record Upgrade(Version version) implements Breakage {}

  /** An upgrade whose slot is damaged after it was written and verified, before its first start. */
  record DamageBeforeStart(Version version) implements Breakage {}

  /** An upgrade that commits, and whose slot is damaged while it runs. */
  record DamageWhileRunning(Version version) implements Breakage {}

  /**
   * An upgrade during which the power goes.
   *
   * @param cue the moment: a text on the console
   */
  record PowerCut(Version version, String cue) implements Breakage {}
}
