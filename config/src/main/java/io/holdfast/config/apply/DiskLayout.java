package io.holdfast.config.apply;

import io.holdfast.config.action.ChangeLayout;
import java.io.IOException;

/** Partitions of a disk of the running machine. */
record DiskLayout(RootedTree tree, Programs programs) {

  Effect change(ChangeLayout layout) throws IOException, InterruptedException {
    if (!tree.isWhole()) {
      throw new IOException(
          "partitions can be changed only by the running system, not by that in " + tree.root());
    }
    throw new IOException("Holdfast does not change partitions of " + layout.device() + " yet");
  }
}
