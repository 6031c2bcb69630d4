package io.holdfast.node.boot;

import io.holdfast.config.apply.Outcome;
import io.holdfast.config.apply.RootedMachine;
import io.holdfast.config.apply.StagePlan;
import io.holdfast.config.cloud.CloudConfig;
import io.holdfast.config.cloud.PersistentFolder;
import io.holdfast.config.cloud.Stage;
import io.holdfast.config.yaml.ConfigException;
import io.holdfast.host.DurableFile;
import io.holdfast.node.disk.NodePaths;
import io.holdfast.node.evidence.BootId;
import io.holdfast.node.evidence.MachineTraces;
import io.holdfast.node.loader.BootedFile;
import io.holdfast.node.loader.Esp;
import io.holdfast.node.loader.LoaderVariables;
import io.holdfast.node.settle.NodeContext;
import io.holdfast.node.settle.Steps;
import io.holdfast.node.state.StateStore;
import io.holdfast.node.trial.Boot;
import io.holdfast.node.trial.Booted;
import io.holdfast.node.trial.Change;
import io.holdfast.node.trial.EntryState;
import io.holdfast.node.trial.NodeState;
import io.holdfast.node.trial.RefusedException;
import io.holdfast.node.trial.TrialMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The early start, called once a boot by the initrd, in the verified root. Settles the trial, then
 * applies the stages of the configuration that come before the first service.
 */
public final class EarlyStart {
  /** The initrd goes on. */
  public static final int GO_ON = 0;

  /** The initrd restarts the machine at once: what is to run is another generation. */
  public static final int RESTART = 10;

  private final NodePaths paths;
  private final Esp.Mounter mounter;

  /**
   * That of a node.
   *
   * @param mounter of its EFI system partition
   */
  public EarlyStart(NodePaths paths, Esp.Mounter mounter) {
    this.paths = paths;
    this.mounter = mounter;
  }

  /** That of the machine this runs on. */
  public static EarlyStart ofThisNode() {
    return new EarlyStart(NodePaths.OF_THIS_NODE, Esp.Mounter.COMMANDS);
  }

  /**
   * Runs.
   *
   * @return an exit code for the initrd
   * @throws IOException if the trial could not be settled; a release on trial then has failed
   */
  public int run() throws IOException, InterruptedException {
    Files.createDirectories(paths.run());
    Booted booted = LoaderVariables.of(paths).booted();
    BootId bootId = BootId.current();
    BootedFile.write(paths.booted(), booted, bootId);
    if (booted instanceof Booted.InGeneration) {
      boolean restart = settle(booted, bootId);
      if (restart) {
        return RESTART;
      }
    }
    applyEarlyStages();
    return GO_ON;
  }

  private boolean settle(Booted booted, BootId bootId) throws IOException, InterruptedException {
    NodeContext node = NodeContext.of(paths, mounter, booted);
    StateStore store = node.store();
    FirstState.createIfInstalled(paths, store, Instant.now());
    MachineTraces machine = node.traces();
    Traces traces = Traces.read(paths.marks(), machine.kernelRecords(), machine.resetByWatchdog());
    NodeState before = store.read();
    if (TrialMachine.isOrdinary(before, booted, traces.end())) {
      // The daemon looks at the loader's entries; here the mount would hold up every boot.
      return false;
    }
    Map<Integer, EntryState> entries = node.loader().present();
    Boot boot =
        new Boot(
            booted,
            bootId.hex(),
            entries,
            traces.end(),
            concerned(before, booted, traces, entries));
    try {
      Change change = store.update(state -> TrialMachine.bootObserved(state, boot, Instant.now()));
      Steps.Keeper keeper =
          (number, generation, about) ->
              FailedBoot.keep(paths, machine, traces, before, number, generation, about);
      boolean restart = node.steps().run(change, keeper);
      forget(machine, traces);
      return restart;
    } catch (RefusedException e) {
      throw new IOException("The trial could not be settled: " + e.getMessage(), e);
    }
  }

  /**
   * Which generation the traces are about. A boot that dies before the initrd could leave its name
   * is followed by the name of the one before; if then the loader has used up the try of what is on
   * trial, the traces are of that.
   */
  private static int concerned(
      NodeState state, Booted booted, Traces traces, Map<Integer, EntryState> entries) {
    var trial = state.onTrial();
    if (trial != null
        && entries.get(trial.number()) == EntryState.TRIED
        && !booted.equals(new Booted.InGeneration(trial.number()))) {
      return trial.number();
    }
    return traces.generation();
  }

  /** Traces are told once; the next boot must not find them again. */
  private void forget(MachineTraces machine, Traces traces) throws IOException {
    for (String mark : List.of("deadline", "agent")) {
      DurableFile.delete(paths.marks().resolve(mark));
    }
    if (!traces.kernel().isEmpty()) {
      machine.removeKernelRecords(traces.kernel());
    }
  }

  private void applyEarlyStages() throws IOException, InterruptedException {
    try {
      CloudConfig config = CloudConfig.load(paths.configurations());
      savePersistent(config.install().bindMounts());
      RootedMachine machine = new RootedMachine(paths.root());
      for (Stage stage : List.of(Stage.ROOTFS, Stage.INITRAMFS)) {
        for (Outcome.Failed failure : StagePlan.of(config, stage).applyTo(machine).failures()) {
          problem("configuration: " + failure.action().describe() + ": " + failure.message());
        }
      }
    } catch (ConfigException e) {
      problem("configuration not applied: " + e.getMessage());
    }
  }

  /** The initrd mounts those that are new once this start is over, and all at the next boot. */
  private void savePersistent(List<PersistentFolder> folders) throws IOException {
    try {
      AddedFolders.save(paths.addedPersistent(), folders);
    } catch (IOException e) {
      problem("configuration: the list of folders that persist cannot be written: " + e);
    }
  }

  private void problem(String text) throws IOException {
    System.out.println("holdfast: " + text);
    Files.writeString(
        paths.problems(), text + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
