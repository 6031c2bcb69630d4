package io.holdfast.config.apply;

import io.holdfast.config.action.Systemctl;
import io.holdfast.config.action.TargetPath;
import io.holdfast.host.Command;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/**
 * Changes to units, by systemctl: that of the tree, or, for a tree without one, the caller's own
 * with {@code --root}. What its links say already is not asked for again.
 */
record UnitChanges(RootedTree tree, Programs programs, ProgramPlace place) {
  private static final TargetPath UNITS = new TargetPath("/etc/systemd/system");
  private static final String NOWHERE = "/dev/null";
  private static final List<String> FOLDERS =
      List.of("/usr/local/sbin/", "/usr/local/bin/", "/usr/sbin/", "/usr/bin/", "/sbin/", "/bin/");

  Effect make(Systemctl change) throws IOException, InterruptedException {
    if (isSo(change)) {
      return Effect.NONE;
    }
    if (tree.isPlanning()) {
      return Effect.CHANGE;
    }
    programs.check(command(change));
    return Effect.CHANGE;
  }

  private Command command(Systemctl change) throws IOException {
    String verb = change.verb().word();
    if (tree.isWhole()) {
      // Waiting for a start could last for ever: the unit may be ordered after the one we run in.
      return change.verb() == Systemctl.Verb.START
          ? Command.of("systemctl", "--no-block", verb, change.unit())
          : Command.of("systemctl", verb, change.unit());
    }
    for (String folder : FOLDERS) {
      if (tree.exists(new TargetPath(folder + "systemctl"))) {
        return place.inside(List.of(folder + "systemctl", verb, change.unit()));
      }
    }
    if (change.verb() == Systemctl.Verb.START) {
      throw new IOException(
          "units can be started only in the running system, not in " + tree.root());
    }
    return Command.of("systemctl", "--root=" + tree.root(), verb, change.unit());
  }

  private boolean isSo(Systemctl change) throws IOException {
    Path units = tree.resolve(UNITS);
    String unit = change.unit();
    String name = unit.indexOf('.') < 0 ? unit + ".service" : unit;
    return switch (change.verb()) {
      case ENABLE -> isWanted(units, name);
      case DISABLE, START -> false;
      case MASK -> {
        Path link = units.resolve(name);
        yield Files.isSymbolicLink(link) && Files.readSymbolicLink(link).toString().equals(NOWHERE);
      }
    };
  }

  private static boolean isWanted(Path units, String name) throws IOException {
    if (!Files.isDirectory(units, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (DirectoryStream<Path> targets = Files.newDirectoryStream(units, "*.{wants,requires}")) {
      for (Path target : targets) {
        if (Files.isSymbolicLink(target.resolve(name))) {
          return true;
        }
      }
    } catch (DirectoryIteratorException e) {
      throw new IOException(e.getMessage(), e);
    }
    return false;
  }
}
