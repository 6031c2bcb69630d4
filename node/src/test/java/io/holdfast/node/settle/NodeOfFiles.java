package io.holdfast.node.settle;

import io.holdfast.node.disk.NodeDisk;
import io.holdfast.node.disk.NodePaths;
import io.holdfast.node.loader.Esp;
import io.holdfast.node.loader.Loader;
import io.holdfast.node.state.StateStore;
import io.holdfast.node.trial.Booted;
import java.nio.file.Path;
import java.util.Map;

/** A node below a folder: partitions are files, and the EFI system partition is the folder esp. */
public final class NodeOfFiles {
  private NodeOfFiles() {}

  /** One that runs this. */
  public static NodeContext of(
      NodePaths paths, Map<String, NodeDisk.Partition> partitions, Booted booted) {
    Path root = paths.root();
    StateStore store = new StateStore(paths.node());
    Esp esp =
        new Esp(
            root.resolve("dev"),
            root.resolve("esp"),
            new Esp.Mounter() {
              @Override
              public void mount(Path device, Path at) {}

              @Override
              public void unmount(Path at) {}
            });
    return new NodeContext(
        paths,
        new NodeDisk(root.resolve("disk"), partitions),
        new Steps(paths, store, new Loader(paths, store, esp), booted, (state, runs) -> {}));
  }
}
