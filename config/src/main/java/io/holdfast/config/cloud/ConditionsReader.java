package io.holdfast.config.cloud;

import io.holdfast.config.action.TargetPath;
import io.holdfast.config.yaml.Placed;
import io.holdfast.config.yaml.YamlMapping;
import io.holdfast.config.yaml.YamlNode;
import io.holdfast.config.yaml.YamlScalar;
import io.holdfast.config.yaml.YamlSequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads what must hold for a step, and what it comes after. */
final class ConditionsReader {
  private ConditionsReader() {}

  static Conditions read(YamlMapping step) {
    return new Conditions(
        step.text("if", ""),
        step.text("node", ""),
        step.text("only_os", ""),
        step.text("only_os_version", ""),
        step.text("only_arch", ""),
        step.text("only_service_manager", ""),
        step.optionalMapping("if_files").map(ConditionsReader::files).orElse(List.of()));
  }

  /** Each a mapping with the name, as in Kairos, or the name itself. */
  static List<Placed<String>> after(YamlSequence list) {
    List<Placed<String>> names = new ArrayList<>();
    for (YamlNode item : list.items()) {
      if (item instanceof YamlMapping mapping) {
        mapping.allowOnly("name");
        String name = mapping.text("name");
        names.add(new Placed<>(name, mapping.place()));
      } else if (item instanceof YamlScalar scalar && !item.isNull()) {
        names.add(new Placed<>(scalar.text(), scalar.place()));
      } else {
        item.problem("must be the name of a step, not " + item.kind());
      }
    }
    return names;
  }

  private static List<Conditions.Files> files(YamlMapping mapping) {
    List<String> words = new ArrayList<>();
    for (Conditions.Quantity quantity : Conditions.Quantity.values()) {
      words.add(quantity.name().toLowerCase(Locale.ROOT));
    }
    mapping.allowOnly(words, List.of());
    List<Conditions.Files> files = new ArrayList<>();
    for (Conditions.Quantity quantity : Conditions.Quantity.values()) {
      mapping
          .optionalSequence(quantity.name().toLowerCase(Locale.ROOT))
          .map(list -> list.parsedTexts(text -> new TargetPath(text.value())))
          .filter(paths -> !paths.isEmpty())
          .ifPresent(paths -> files.add(new Conditions.Files(quantity, paths)));
    }
    return files;
  }
}
