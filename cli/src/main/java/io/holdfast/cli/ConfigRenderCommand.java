package io.holdfast.cli;

import io.holdfast.config.template.Delimiters;
import io.holdfast.config.template.Origin;
import io.holdfast.config.template.PlainValues;
import io.holdfast.config.template.Template;
import io.holdfast.config.template.TemplateValues;
import io.holdfast.config.yaml.YamlDocument;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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
  /** Four bytes are the longest character of UTF-8. */
  private static final int MAX_BYTES = Template.MAX_CHARACTERS * 4;

  /** So many that nobody guesses what is made from them. */
  private static final int SEED_BYTES = 32;

  @Parameters(paramLabel = "FILE", description = "The file.")
  private Path file = Path.of("");

  @Option(
      names = "--values",
      paramLabel = "FILE",
      description = "A mapping in YAML or JSON; templates see it as .Values.")
  private @Nullable Path valuesFile;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "One more value, or another one; dots lead into mappings. The value is read as YAML reads"
              + " it without quotes.")
  private Map<String, String> set = new LinkedHashMap<>();

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

  @Option(
      names = "--seed",
      paramLabel = "TEXT",
      description = "Makes all that is random the same each time.")
  private @Nullable String seed;

  @Override
  public Integer call() throws Exception {
    Delimiters delimiters = Delimiters.beginning(left);
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    if (valuesFile != null) {
      values.putAll(YamlDocument.read(valuesFile.toString(), read(valuesFile), PlainValues::of));
    }
    set.forEach((key, value) -> PlainValues.set(values, key, PlainValues.of(value)));
    TemplateValues given =
        new TemplateValues(
            values,
            Map.of(),
            machineId,
            seed == null ? randomSeed() : seed,
            Instant.now(),
            System.getenv());
    print(Template.fill(read(file), Origin.file(file.toString()), delimiters, given));
    return ExitCode.DONE;
  }

  private static String read(Path path) throws IOException {
    try (InputStream stream = Files.newInputStream(path)) {
      byte[] bytes = stream.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new FileSystemException(
            path.toString(), null, path + " is larger than " + MAX_BYTES + " bytes.");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }
  }

  private static String randomSeed() {
    byte[] bytes = new byte[SEED_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
