package io.holdfast.node.trial;

import io.holdfast.release.Digest;
import io.holdfast.release.content.ContentRef;
import java.util.List;

/** What an event asks of a state, else it is refused. Pure. */
final class Demands {
  private Demands() {}

  static void demandIdle(NodeState state, String what) throws RefusedException {
    if (state.trial() instanceof Trial.Active active) {
      throw new RefusedException(
          what,
          "one change at a time is on trial, and " + describe(active),
          "Wait for its outcome, or take it back with 'holdfast revert'");
    }
  }

  static void demandGoodRuns(NodeState state, Booted booted, String what) throws RefusedException {
    Generation good = state.lastKnownGoodGeneration();
    if (!TrialMachine.runs(booted, good)) {
      throw new RefusedException(
          what, "the machine does not run the last known good", "Restart into " + good + " first");
    }
  }

  static void demandAllowed(NodeState state, Digest manifest, String what) throws RefusedException {
    Barred barred = state.barring(manifest);
    if (barred != null) {
      throw new RefusedException(
          what,
          "it failed on this node (" + barred.why() + "; evidence " + barred.evidence() + ")",
          "Take a newer one, or, if you know better, 'holdfast allow " + manifest + "'");
    }
  }

  static void demandRoom(List<ContentRef> contents, String what) throws RefusedException {
    if (contents.size() > Generation.MAX_CONTENTS) {
      throw new RefusedException(
          what,
          "a generation has at most " + Generation.MAX_CONTENTS + " contents and extensions",
          "Remove an extension first, or put two kinds of content on one channel");
    }
  }

  static Trial.Trying demandTrying(NodeState state, Booted booted, String what)
      throws RefusedException {
    if (state.trial() instanceof Trial.Trying trying
        && TrialMachine.runs(booted, trying.generation())) {
      return trying;
    }
    throw new RefusedException(
        what, "what runs is not on trial: " + describe(state.trial()), "Nothing needs to be done");
  }

  static void demandWayBack(NodeState state, String what) throws RefusedException {
    if (!state.lastKnownGoodIsWhole()) {
      throw new RefusedException(
          what,
          "the last known good, " + state.lastKnownGoodGeneration() + ", is damaged",
          "The machine runs on as it is; repair it from the recovery slot");
    }
  }

  static String describe(Trial trial) {
    return switch (trial) {
      case Trial.Idle _ -> "nothing is on trial";
      case Trial.Staged(Generation generation) -> generation + " is staged";
      case Trial.Armed armed -> armed.generation() + " is armed";
      case Trial.Trying trying -> trying.generation() + " is being tried";
      case Trial.Reverting reverting -> reverting.generation() + " is reverting";
    };
  }
}
