package io.holdfast.node.settle;

import io.holdfast.config.content.ContentChannel;
import io.holdfast.config.yaml.ConfigException;
import io.holdfast.node.content.Consumers;
import io.holdfast.node.content.ContentLinks;
import io.holdfast.node.content.ContentStore;
import io.holdfast.node.content.NodeChannels;
import io.holdfast.node.disk.NodeDisk;
import io.holdfast.node.disk.NodePaths;
import io.holdfast.node.evidence.MachineTraces;
import io.holdfast.node.loader.BootedFile;
import io.holdfast.node.loader.Esp;
import io.holdfast.node.loader.Loader;
import io.holdfast.node.state.StateStore;
import io.holdfast.node.trial.Booted;
import io.holdfast.node.trial.NodeState;
import io.holdfast.release.layout.DiskLayout;
import java.io.IOException;
import java.util.List;

/**
 * The running node, as whatever works on it needs it: opened once a process.
 *
 * @param paths where things are
 * @param disk its own disk
 * @param steps state, loader, and what runs
 */
public record NodeContext(NodePaths paths, NodeDisk disk, Steps steps) {
  /**
   * Opens the node this process runs on.
   *
   * @throws IOException if it is no installed node
   */
  public static NodeContext ofThisNode() throws IOException {
    NodePaths paths = NodePaths.OF_THIS_NODE;
    return of(paths, Esp.Mounter.COMMANDS, BootedFile.read(paths.booted()), Consumers.UNITS);
  }

  /**
   * Opens a node.
   *
   * @param mounter of its EFI system partition
   * @param booted what runs
   * @param consumers of content, who are to hear of a change
   * @throws IOException if it is no installed node
   */
  public static NodeContext of(
      NodePaths paths, Esp.Mounter mounter, Booted booted, Consumers consumers) throws IOException {
    StateStore store = new StateStore(paths.node());
    NodeDisk disk = NodeDisk.find(paths.sys(), paths.dev());
    Esp esp = new Esp(disk.partition(DiskLayout.ESP).device(), paths.run().resolve("esp"), mounter);
    return new NodeContext(
        paths,
        disk,
        new Steps(
            paths,
            store,
            new Loader(paths, store, esp),
            booted,
            (state, runs) -> activate(paths, consumers, state, runs)));
  }

  private static void activate(NodePaths paths, Consumers consumers, NodeState state, Booted booted)
      throws IOException, InterruptedException {
    List<ContentChannel> channels;
    try {
      channels = NodeChannels.of(paths);
    } catch (ConfigException e) {
      throw new IOException("The channels of content cannot be read: " + e.getMessage(), e);
    }
    new ContentLinks(new ContentStore(paths), consumers).activate(channels, state, booted);
  }

  /** The state on disk. */
  public StateStore store() {
    return steps.store();
  }

  /** The loader's files. */
  public Loader loader() {
    return steps.loader();
  }

  /** The traces that its machine keeps of boots that died. */
  public MachineTraces traces() {
    return MachineTraces.of(paths.journal(), paths.sys());
  }

  /** What runs. */
  public Booted booted() {
    return steps.booted();
  }
}
