package io.holdfast.config.apply;

import io.holdfast.host.Command;
import java.util.ArrayList;
import java.util.List;

/** How programs of a configuration are started: in the tree's root, through chroot(8) if needed. */
record ProgramPlace(RootedTree tree) {
  /** What a shell finds in another root, wherever the caller's own programs are. */
  private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  /** A program of the root with its arguments. */
  Command inside(List<String> arguments) {
    if (tree.isWhole()) {
      return Command.of(arguments);
    }
    List<String> inside = new ArrayList<>(List.of("chroot", tree.root().toString()));
    inside.addAll(arguments);
    return Command.of(inside).with("PATH", PATH);
  }
}
