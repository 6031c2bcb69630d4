package io.holdfast.config.apply;

import io.holdfast.host.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs outside programs; the edge at which tests listen. */
interface Programs {
  /** Where a system has the programs of its administrator. */
  List<String> USUAL_FOLDERS = List.of("/usr/sbin", "/usr/bin", "/sbin", "/bin");

  /** The real ones. */
  Programs REAL =
      new Programs() {
        @Override
        public int exitCode(Command command) throws IOException, InterruptedException {
          return command.run().exitCode();
        }

        @Override
        public String output(Command command) throws IOException, InterruptedException {
          return command.check();
        }
      };

  /** Runs to the end and tells how it ended. */
  int exitCode(Command command) throws IOException, InterruptedException;

  /** Runs to the end, demanding exit code 0, and tells what it printed. */
  String output(Command command) throws IOException, InterruptedException;

  /** True if there is a program of that name. */
  default boolean isThere(String program) {
    List<String> folders = new ArrayList<>(USUAL_FOLDERS);
    String path = System.getenv("PATH");
    folders.addAll(path == null ? List.of() : List.of(path.split(":", -1)));
    return folders.stream()
        .anyMatch(folder -> Files.isExecutable(Path.of(folder).resolve(program)));
  }

  /** Runs to the end, demanding exit code 0. */
  default void check(Command command) throws IOException, InterruptedException {
    output(command);
  }
}
