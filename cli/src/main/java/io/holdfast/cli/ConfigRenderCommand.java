package io.holdfast.cli;

import io.holdfast.config.template.Delimiters;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast config render}. */
@Command(
    name = "render",
    description = {
      "Fills the templates in a file as a node would, and prints what comes out. What is wrong is"
          + " told as FILE:LINE:COLUMN."
    },
    footer = {
      "",
      "Examples:",
      "  holdfast config render node.yaml --set node.hostname=edge-7",
      "  holdfast config render node.yaml --values node-values.yaml --seed 1",
      "  holdfast config render medium.yaml --delimiters '[[[' --set site=berlin"
    })
final class ConfigRenderCommand extends WorkstationCommand {
  @Parameters(paramLabel = "FILE", description = "The file.")
  private Path file = Path.of("");

  @Mixin private final TemplateOptions templates = new TemplateOptions();

  @Option(
      names = "--machine-id",
      paramLabel = "ID",
      description = "What templates see as .MachineID; without it, to use that is an error.")
  private String machineId = "";

  @Option(
      names = "--delimiters",
      paramLabel = "LEFT",
      description =
          "What begins a template; its mirror ends it. ${DEFAULT-VALUE} if left out; '[[[' is what"
              + " is filled when a medium is built.",
      defaultValue = "{{")
  private String left = "";

  @Override
  public Integer call() throws Exception {
    print(templates.fill(file, Delimiters.beginning(left), machineId));
    return ExitCode.DONE;
  }
}
