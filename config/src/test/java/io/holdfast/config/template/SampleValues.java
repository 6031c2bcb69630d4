package io.holdfast.config.template;

import io.holdfast.config.Cases;
import io.holdfast.config.yaml.YamlDocument;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Map;

/** What the cases of templates are filled with. */
final class SampleValues {
  static final Instant NOW = Instant.parse("2026-11-27T20:07:26Z");
  static final TemplateValues NONE = TemplateValues.of(Map.of(), "seed", NOW);

  private SampleValues() {}

  static TemplateValues ofCases() throws Exception {
    String text = Files.readString(Cases.at("template/values.yaml"));
    return new TemplateValues(
        YamlDocument.read("values.yaml", text, PlainValues::of),
        Map.of(),
        "0123456789abcdef0123456789abcdef",
        "seed",
        NOW,
        Map.of("HOME", "/root", "USER", "root"));
  }

  static String fill(String template) throws TemplateException {
    return Template.fill(template, Origin.file("t"), Delimiters.BRACES, NONE);
  }
}
