package io.holdfast.node.boot;

import io.holdfast.config.apply.RootedMachine;
import io.holdfast.config.cloud.CloudConfig;
import io.holdfast.config.cloud.PersistentFolder;
import io.holdfast.config.cloud.Stage;
import io.holdfast.config.content.ContentChannel;
import io.holdfast.config.policy.Policy;
import io.holdfast.config.yaml.ConfigException;
import io.holdfast.host.DurableFile;
import io.holdfast.node.configuration.NodeConfiguration;
import io.holdfast.node.content.Consumers;
import io.holdfast.node.content.ContentLinks;
import io.holdfast.node.content.ContentStore;
import io.holdfast.node.content.NodeChannels;
import io.holdfast.node.disk.NodePaths;
import io.holdfast.node.evidence.BootId;
import io.holdfast.node.evidence.MachineTraces;
import io.holdfast.node.extension.Extensions;
import io.holdfast.node.loader.BootedFile;
import io.holdfast.node.loader.Esp;
import io.holdfast.node.loader.LoaderVariables;
import io.holdfast.node.policy.PolicyFile;
import io.holdfast.node.settle.NodeContext;
import io.holdfast.node.settle.Steps;
import io.holdfast.node.stage.Stages;
import io.holdfast.node.state.StateStore;
import io.holdfast.node.trial.Boot;
import io.holdfast.node.trial.Booted;
import io.holdfast.node.trial.Change;
import io.holdfast.node.trial.EntryState;
import io.holdfast.node.trial.Generation;
import io.holdfast.node.trial.NodeState;
import io.holdfast.node.trial.RefusedException;
import io.holdfast.node.trial.TrialMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
    if (booted instanceof Booted.ByEntry) {
      NodeContext node = NodeContext.of(paths, mounter, booted, Consumers.NONE);
      boolean restart = settle(node, bootId);
      if (restart) {
        return RESTART;
      }
      chooseConfiguration(node.store(), booted, bootId);
      CloudConfig config = configuration();
      placeContent(node, config);
      placeExtensions(node);
      applyEarlyStages(config);
      return GO_ON;
    }
    chooseConfiguration(new StateStore(paths.node()), booted, bootId);
    applyEarlyStages(configuration());
    return GO_ON;
  }

  private void chooseConfiguration(StateStore store, Booted booted, BootId bootId)
      throws IOException {
    List<String> problems = new ArrayList<>();
    new ChosenConfiguration(paths, store, booted, bootId, problems::add).choose();
    for (String text : problems) {
      problem(text);
    }
  }

  /** Empty if it cannot be read, which is noted. */
  private CloudConfig configuration() throws IOException {
    try {
      NodeConfiguration read = NodeConfiguration.inEffect(paths);
      for (String text : read.problems()) {
        problem("configuration: " + text);
      }
      savePolicy(read.config().node().policy());
      return read.config();
    } catch (ConfigException e) {
      problem("configuration not applied: " + e.getMessage());
      return CloudConfig.EMPTY;
    }
  }

  /**
   * Before anything of this boot can read it; what was on trial when the machine died is not it.
   */
  private void placeContent(NodeContext node, CloudConfig config)
      throws IOException, InterruptedException {
    try {
      List<ContentChannel> channels = NodeChannels.of(paths, config);
      if (!channels.isEmpty()) {
        new ContentLinks(new ContentStore(paths), Consumers.NONE)
            .activate(channels, node.store().read(), node.booted());
      }
    } catch (ConfigException | IOException e) {
      problem("content: " + e.getMessage());
    }
  }

  /** The release goes on without one that cannot be placed; on trial, the check fails it. */
  private void placeExtensions(NodeContext node) throws IOException {
    try {
      new Extensions(paths).place(node.store().read().running(node.booted()));
    } catch (IOException e) {
      problem("extensions: " + e.getMessage());
    }
  }

  private boolean settle(NodeContext node, BootId bootId) throws IOException, InterruptedException {
    Booted booted = node.booted();
    StateStore store = node.store();
    FirstState.createIfInstalled(paths, store, Instant.now());
    MachineTraces machine = node.traces();
    Traces seen = Traces.read(paths.marks(), machine.kernelRecords(), machine.resetByWatchdog());
    NodeState before = store.read();
    if (TrialMachine.isOrdinary(before, booted, seen.end())) {
      // The daemon looks at the loader's entries; here the mount would hold up every boot.
      return false;
    }
    Map<Integer, EntryState> entries = node.loader().present();
    Generation tried = tried(before, booted, entries);
    Traces traces =
        tried != null && seen.areSilent()
            ? seen.withImage(node.loader().wrongWithKernelOf(tried))
            : seen;
    Boot boot =
        new Boot(
            booted,
            bootId.hex(),
            entries,
            traces.end(),
            tried != null ? tried.entry() : traces.entry());
    try {
      Change change = store.update(state -> TrialMachine.bootObserved(state, boot, Instant.now()));
      Steps.Keeper keeper =
          (number, generation, about) ->
              FailedBoot.keep(
                  paths, machine, traces, before, change.state(), number, generation, about);
      boolean restart = node.steps().run(change, keeper);
      forget(machine, traces);
      return restart;
    } catch (RefusedException e) {
      throw new IOException("The trial could not be settled: " + e.getMessage(), e);
    }
  }

  /**
   * What is on trial, if the loader has used up its try and it does not run. Then the traces are of
   * that: a boot that dies before the initrd could leave its name is followed by the name of the
   * one before.
   */
  private static @Nullable Generation tried(
      NodeState state, Booted booted, Map<Integer, EntryState> entries) {
    Generation trial = state.onTrial();
    return trial != null
            && entries.get(trial.entry()) == EntryState.TRIED
            && !booted.equals(new Booted.ByEntry(trial.entry()))
        ? trial
        : null;
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

  private void applyEarlyStages(CloudConfig config) throws IOException, InterruptedException {
    savePersistent(config.persistentFolders());
    new Stages(paths)
        .run(
            config,
            List.of(Stage.ROOTFS, Stage.INITRAMFS),
            RootedMachine.withoutNetwork(paths.root()),
            failed -> System.out.println("holdfast: configuration: " + failed));
  }

  /** A configuration that cannot be read does not come so far, and the one before stays. */
  private void savePolicy(Policy policy) throws IOException {
    try {
      new PolicyFile(paths.policy()).save(policy);
    } catch (IOException e) {
      problem("configuration: what the operator decided cannot be written: " + e);
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
