package io.holdfast.node.boot;

import io.holdfast.config.yaml.ConfigException;
import io.holdfast.host.DurableFile;
import io.holdfast.node.configuration.ConfigurationReplacement;
import io.holdfast.node.configuration.ConfigurationStore;
import io.holdfast.node.configuration.NodeConfiguration;
import io.holdfast.node.disk.NodePaths;
import io.holdfast.node.disk.ReleaseSettings;
import io.holdfast.node.evidence.BootId;
import io.holdfast.node.state.StateStore;
import io.holdfast.node.trial.Booted;
import io.holdfast.node.trial.Configurations;
import io.holdfast.node.trial.Deadline;
import io.holdfast.node.trial.Generation;
import io.holdfast.node.trial.NodeState;
import io.holdfast.node.trial.RefusedException;
import io.holdfast.node.trial.Trial;
import io.holdfast.node.trial.TrialMachine;
import io.holdfast.release.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Chooses the configuration of a boot, once the trial of the boot before is settled: a changed one
 * begins its trial here, and so does whatever else is armed that takes effect at a start alone.
 *
 * @param paths of the node
 * @param store of its state
 * @param booted what runs
 * @param bootId of this boot
 * @param problem hears what is wrong, in a line
 */
record ChosenConfiguration(
    NodePaths paths, StateStore store, Booted booted, BootId bootId, Consumer<String> problem) {

  /** Chooses it and puts it into effect. Nothing that is wrong with one ends a boot. */
  void choose() throws IOException {
    ConfigurationStore files = new ConfigurationStore(paths);
    finishReplacement();
    NodeState state;
    try {
      state = store.read();
    } catch (IOException e) {
      // Recovery starts whatever became of the state.
      problem.accept("configuration as it lies there: " + e.getMessage());
      files.usePresent();
      return;
    }
    Digest present = present(files, state);
    state = beginTrial(state, present);
    Digest wanted = Configurations.inEffect(state, booted, present);
    if (!files.use(wanted)) {
      problem.accept("configuration " + wanted.abbreviated() + " is not held any more");
    }
    if (state.isTrialFromStart() && state.trial() instanceof Trial.Trying trying) {
      watchOver(trying.deadline());
    }
    try {
      files.forget(used(state, present));
    } catch (IOException e) {
      // Only room is lost; the next start tries again.
      problem.accept("old configurations cannot be removed: " + e.getMessage());
    }
  }

  private void finishReplacement() {
    try {
      new ConfigurationReplacement(paths).finish();
    } catch (IOException e) {
      problem.accept("a delivered configuration is not in its place: " + e.getMessage());
    }
  }

  /** What lies there, and is held; what is in effect anyway if it cannot be read or held. */
  private Digest present(ConfigurationStore files, NodeState state) {
    try {
      Digest present = files.present();
      boolean news = !present.equals(state.lastKnownGoodGeneration().configuration());
      if (news && state.barring(present) == null) {
        NodeConfiguration.asItLies(paths);
      }
      files.hold(present);
      return present;
    } catch (IOException | ConfigException e) {
      problem.accept("configuration not taken, the one before stays: " + e.getMessage());
      return state.lastKnownGoodGeneration().configuration();
    }
  }

  private NodeState beginTrial(NodeState state, Digest present) throws IOException {
    try {
      if (state.isTrialFromStart() && state.trial() instanceof Trial.Armed) {
        return store.update(now -> TrialMachine.switchBegun(now, booted, bootId.hex())).state();
      }
      if (present.equals(state.lastKnownGoodGeneration().configuration())) {
        return state;
      }
      int tries = ReleaseSettings.read(paths).tries();
      Duration deadline = Deadline.from(state.bootDurations());
      return store
          .update(
              now ->
                  Configurations.found(
                      now, present, booted, bootId.hex(), tries, deadline, Instant.now()))
          .state();
    } catch (RefusedException e) {
      problem.accept("configuration: " + e.getMessage());
      return state;
    }
  }

  /** No loader counts this boot: its deadline and its agent's failure are told to systemd here. */
  private void watchOver(Duration deadline) throws IOException {
    if (!Files.exists(paths.trialMark())) {
      Files.writeString(paths.trialMark(), "");
    }
    Path timer =
        paths.root().resolve("run/systemd/system/holdfast-deadline.timer.d/50-this-trial.conf");
    Path folder = timer.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    DurableFile.replace(timer, "[Timer]\nOnBootSec=\nOnBootSec=" + deadline.toSeconds() + "s\n");
  }

  private static Set<Digest> used(NodeState state, Digest present) {
    Set<Digest> used = new HashSet<>();
    used.add(present);
    state.held().forEach(held -> used.add(held.configuration()));
    Generation trial = state.onTrial();
    if (trial != null) {
      used.add(trial.configuration());
    }
    return used;
  }
}
