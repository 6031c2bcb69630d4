package io.holdfast.cli;

import io.holdfast.config.template.Delimiters;
import io.holdfast.config.template.Origin;
import io.holdfast.config.template.PlainValues;
import io.holdfast.config.template.Template;
import io.holdfast.config.template.TemplateException;
import io.holdfast.config.template.TemplateValues;
import io.holdfast.config.yaml.ConfigException;
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
import picocli.CommandLine.Option;

/** The options by which a workstation fills templates. */
final class TemplateOptions {
  /** Four bytes are the longest character of UTF-8. */
  private static final int MAX_BYTES = Template.MAX_CHARACTERS * 4;

  /** So many that nobody guesses what is made from them. */
  private static final int SEED_BYTES = 32;

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
      names = "--seed",
      paramLabel = "TEXT",
      description = "Makes all that is random the same each time.")
  private @Nullable String seed;

  /** Whether one of them was given. */
  boolean areGiven() {
    return valuesFile != null || !set.isEmpty() || seed != null;
  }

  /**
   * What a file is with its templates filled.
   *
   * @param machineId empty if there is no machine yet; to use it is then a mistake
   * @throws TemplateException with the places of what cannot be filled
   * @throws ConfigException if the file of values holds none
   */
  String fill(Path file, Delimiters delimiters, String machineId)
      throws TemplateException, ConfigException, IOException {
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
    return Template.fill(read(file), Origin.file(file.toString()), delimiters, given);
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
