package io.holdfast.node.settle;

import io.holdfast.node.disk.NodePaths;
import io.holdfast.node.loader.Loader;
import io.holdfast.node.loader.LoaderVariables;
import io.holdfast.node.state.StateStore;
import io.holdfast.node.trial.Booted;
import io.holdfast.node.trial.Change;
import io.holdfast.node.trial.NodeState;
import io.holdfast.node.trial.RefusedException;
import io.holdfast.node.trial.Step;
import io.holdfast.node.trial.TrialMachine;
import java.io.IOException;
import java.time.Instant;

/**
 * Does what a decision asks for, in its order, once the decision is saved. Each step may be done
 * twice: a machine that dies in the middle does them again at its next start.
 *
 * @param paths of the node
 * @param store of its state
 * @param loader its loader
 * @param booted what runs
 * @param activator of content
 */
public record Steps(
    NodePaths paths, StateStore store, Loader loader, Booted booted, Activator activator) {

  /** Puts content where its consumers read it. */
  @FunctionalInterface
  public interface Activator {
    /** Makes the links what this state says of what runs, and tells whoever reads them. */
    void activate(NodeState state, Booted booted) throws IOException, InterruptedException;
  }

  /** Keeps evidence of a failure. */
  @FunctionalInterface
  public interface Keeper {
    /**
     * Keeps it, unless it is kept already.
     *
     * @param number of the evidence
     * @param generation that failed
     * @param about the reason in one line
     */
    void keep(int number, int generation, String about) throws IOException, InterruptedException;
  }

  /**
   * Does all steps.
   *
   * @return whether the machine is to be restarted now; that is left to the caller
   * @throws RefusedException if a follow-up does not fit the state any more
   */
  public boolean run(Change change, Keeper keeper)
      throws IOException, InterruptedException, RefusedException {
    boolean restart = false;
    for (Step step : change.steps()) {
      switch (step) {
        case Step.ReconcileLoader _ -> loader.reconcile();
        case Step.Activate _ -> activator.activate(store.read(), booted);
        case Step.KeepEvidence(int number, int generation, String about) ->
            keeper.keep(number, generation, about);
        case Step.ChooseRecovery _ -> LoaderVariables.of(paths).startRecoveryOnce();
        case Step.FinishRevert _ ->
            restart |=
                run(
                    store.update(
                        state -> TrialMachine.revertFinished(state, booted, Instant.now())),
                    keeper);
        case Step.Reboot(String why) -> {
          say("restarting " + why);
          restart = true;
        }
        case Step.Note(String text) -> say(text);
        // Whoever asked for these has the release at hand and does them itself.
        case Step.WriteSlot _, Step.VerifyStaged _ -> {}
      }
    }
    return restart;
  }

  private static void say(String text) {
    System.out.println("holdfast: " + text);
  }
}
