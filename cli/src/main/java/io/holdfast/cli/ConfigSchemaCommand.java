package io.holdfast.cli;

import io.holdfast.config.language.SchemaDocument;
import picocli.CommandLine.Command;

/** {@code holdfast config schema}. */
@Command(
    name = "schema",
    description =
        "Prints the JSON Schema of configurations, by which editors complete and check them.",
    footer = {"", "Example:", "  holdfast config schema > cloud-config.schema.json"})
final class ConfigSchemaCommand extends WorkstationCommand {
  @Override
  public Integer call() {
    print(SchemaDocument.text());
    return ExitCode.DONE;
  }
}
