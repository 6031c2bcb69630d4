package io.holdfast.cli;

import io.holdfast.config.language.ConfigPaths;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What commands make of paths that a person typed. Stateless. */
final class Arguments {
  private Arguments() {}

  /**
   * The files of configuration that some paths name, in their order.
   *
   * @throws ParameterException if one is not there: then the command line is wrong
   * @throws IOException if a folder cannot be read
   */
  static List<Path> files(CommandSpec spec, List<Path> paths) throws IOException {
    try {
      return ConfigPaths.files(paths);
    } catch (NoSuchFileException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getReason()));
    }
  }
}
