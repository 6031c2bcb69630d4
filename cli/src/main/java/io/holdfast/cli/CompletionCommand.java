package io.holdfast.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** {@code holdfast completion}. */
@Command(
    name = "completion",
    description = "Prints a script by which bash or zsh completes this command.",
    footer = {
      "",
      "Examples:",
      "  source <(holdfast completion)",
      "  holdfast completion > ~/.local/share/bash-completion/completions/holdfast"
    })
final class CompletionCommand extends WorkstationCommand {
  @Override
  public Integer call() {
    print(AutoComplete.bash(spec().root().name(), spec().root().commandLine()));
    return ExitCode.DONE;
  }
}
