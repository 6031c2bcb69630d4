package io.holdfast.cli;

import io.holdfast.config.yaml.ConfigException;
import io.holdfast.image.disk.DiskRefusedException;
import io.holdfast.image.keys.KeyFolderRefusedException;
import io.holdfast.lab.drill.NoSuchActException;
import io.holdfast.release.repository.AlreadyPublishedException;
import picocli.CommandLine;

/** The one place that says which failure is which exit code, and how it is told. Stateless. */
final class Failures {
  private Failures() {}

  /** Message, no stack trace unless asked for with HOLDFAST_DEBUG=1. */
  static int tell(Exception failure, CommandLine line, CommandLine.ParseResult parsed) {
    line.getErr().println("holdfast: " + failure.getMessage());
    if (System.getenv("HOLDFAST_DEBUG") != null) {
      failure.printStackTrace(line.getErr());
    }
    if (failure instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    return code(failure);
  }

  static int code(Exception failure) {
    return switch (failure) {
      case ConfigException _, IllegalArgumentException _, NoSuchActException _ -> ExitCode.USAGE;
      case DiskRefusedException _, KeyFolderRefusedException _, AlreadyPublishedException _ ->
          ExitCode.REFUSED;
      default -> ExitCode.FAILED;
    };
  }
}
