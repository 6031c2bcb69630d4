package io.holdfast.lab.drill.march;

import io.holdfast.host.Command;
import io.holdfast.lab.machine.MachineSpec;
import io.holdfast.lab.machine.WebServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What the nodes see by HTTP: a web server's folder with copies of the repository. Only links are
 * copied, for no file of a repository is ever changed: it is replaced.
 *
 * @param web for the machines
 */
record Mirrors(MachineSpec.Web web) {
  /** The one that follows the repository at once. */
  static final String FRESH = "fresh";

  /** One that stopped following it before the day. */
  static final String STALE = "stale";

  private static final Duration COPYING = Duration.ofMinutes(2);

  /** A server with nothing to serve yet. */
  static Mirrors in(Path folder) throws IOException {
    return new Mirrors(WebServer.in(folder));
  }

  /** Copies a repository. */
  Path copy(Path repository, String name) throws IOException, InterruptedException {
    Path to = web.folder().resolve(name);
    Command.of("cp", "--archive", "--link", repository.toString(), to.toString())
        .within(COPYING)
        .check();
    return to;
  }

  /** Lets a node find the fresh copy at the address that is in its own configuration. */
  void open(String node) throws IOException {
    Files.createSymbolicLink(web.folder().resolve(node), Path.of(FRESH));
  }

  /** The address of a copy, for a node. */
  static String address(String name) {
    return MachineSpec.Web.ADDRESS + name + "/";
  }
}
