package io.holdfast.config.action;

import io.holdfast.config.yaml.Place;
import io.holdfast.config.yaml.Quoted;
import java.util.List;

/**
 * A command of the user.
 *
 * @param arguments program and arguments; a text of the configuration is {@code /bin/sh -c TEXT}
 */
public record RunCommand(List<String> arguments, Place place) implements Action {

  /** Checks that there is a program. */
  public RunCommand {
    if (arguments.isEmpty() || arguments.getFirst().isEmpty()) {
      throw new IllegalArgumentException("a command needs at least a program");
    }
    if (arguments.stream().anyMatch(argument -> argument.indexOf('\0') >= 0)) {
      throw new IllegalArgumentException("a command cannot hold the character U+0000");
    }
    arguments = List.copyOf(arguments);
  }

  /** A line for the shell. */
  public static RunCommand shell(String line, Place place) {
    if (line.isBlank()) {
      throw new IllegalArgumentException("a command needs at least a program");
    }
    return new RunCommand(List.of("/bin/sh", "-c", line), place);
  }

  @Override
  public String describe() {
    return "run " + Quoted.of(arguments.getLast());
  }
}
