package io.holdfast.cli;

import picocli.CommandLine.Option;

/**
 * The option that every command has, on a workstation and on a node. The parser's own set of
 * standard options has {@code --version} too, and where a command uses that name for something
 * else, it drops the whole set.
 */
public final class HelpOption {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // The parser acts on it by itself.
  private boolean help;
}
