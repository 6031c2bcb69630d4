package io.holdfast.node.reset;

import io.holdfast.config.cloud.CloudConfig;
import io.holdfast.config.yaml.ConfigException;
import io.holdfast.host.DurableFile;
import io.holdfast.node.settle.NodeContext;
import io.holdfast.node.status.PersistentFolders;
import io.holdfast.node.trial.Change;
import io.holdfast.node.trial.NodeState;
import io.holdfast.node.trial.RefusedException;
import io.holdfast.node.trial.TrialMachine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Forgets what persists on a node. Whoever only marks it has not lost anything yet; from the next
 * start on nothing brings it back, and a start that dies in the middle is followed by one that does
 * it again.
 *
 * @param node which
 */
public record Reset(NodeContext node) {
  /**
   * What it would do. Writes nothing.
   *
   * @throws RefusedException if it would be refused
   * @throws ConfigException if the configuration's files cannot be listed
   */
  public ResetPlan plan(ResetWish wish) throws IOException, ConfigException, RefusedException {
    NodeState state =
        TrialMachine.resetRequested(node.store().read(), wish.configuration()).state();
    return ResetPlan.of(wish, state, PersistentFolders.of(node.paths()), configurations());
  }

  /**
   * Marks it durably.
   *
   * @return whether the machine must be restarted for it, which is left to the caller
   * @throws RefusedException if something is on trial; nothing was marked
   */
  public boolean begin(ResetWish wish) throws IOException, InterruptedException, RefusedException {
    Change change =
        node.store().update(state -> TrialMachine.resetRequested(state, wish.configuration()));
    DurableFile.replace(
        node.paths().resetMark(),
        wish.words() + "\nasked for at " + Instant.now().truncatedTo(ChronoUnit.SECONDS) + "\n");
    return node.steps().run(change, (number, generation, about) -> {});
  }

  private List<String> configurations() throws ConfigException {
    Path root = node.paths().root();
    return CloudConfig.files(List.of(node.paths().oem())).stream()
        .map(file -> "/" + root.relativize(file))
        .toList();
  }
}
