package io.holdfast.config.explain;

import io.holdfast.config.explain.Value.Items;
import io.holdfast.config.explain.Value.Keys;
import io.holdfast.config.explain.Value.Single;
import io.holdfast.config.language.Form;
import io.holdfast.config.language.Form.ListOf;
import io.holdfast.config.language.Form.MapOf;
import io.holdfast.config.language.Form.Mapping;
import io.holdfast.config.language.Form.OneOf;
import io.holdfast.config.language.Form.Others;
import io.holdfast.config.language.Form.Text;
import io.holdfast.config.language.Language;
import io.holdfast.config.yaml.YamlMapping;
import io.holdfast.config.yaml.YamlNode;
import io.holdfast.config.yaml.YamlScalar;
import io.holdfast.config.yaml.YamlSequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The result of several documents, by the one rule of precedence: documents count in their order,
 * lists are added to, mappings are merged key by key, and a later single value overrides an earlier
 * one. A key without a value counts as absent. Immutable.
 */
public final class Merged {
  private final Keys root;

  private Merged(Keys root) {
    this.root = root;
  }

  /** Merges documents, the earliest first. */
  public static Merged of(List<YamlMapping> documents) {
    Value all = new Keys(Map.of());
    for (YamlMapping document : documents) {
      all = over(all, value(document));
    }
    return new Merged((Keys) all);
  }

  /** Every single value, in the order in which its keys were first met. */
  public List<Setting> settings() {
    List<Setting> settings = new ArrayList<>();
    collect("", root, Optional.of(Language.file()), "", settings);
    return settings;
  }

  /** The same without those outside a path, such as {@code install} or {@code stages.boot[0]}. */
  public List<Setting> settings(String path) {
    return settings().stream()
        .filter(
            setting ->
                setting.path().equals(path)
                    || (setting.path().startsWith(path)
                        && ".[".indexOf(setting.path().charAt(path.length())) >= 0))
        .toList();
  }

  Keys root() {
    return root;
  }

  private static Value value(YamlNode node) {
    return switch (node) {
      case YamlScalar scalar -> new Single(scalar.text(), scalar.place(), List.of());
      case YamlSequence sequence ->
          new Items(sequence.items().stream().map(Merged::value).toList(), sequence.place());
      case YamlMapping mapping -> {
        Map<String, Value> values = new LinkedHashMap<>();
        for (String key : mapping.keys()) {
          mapping.find(key).ifPresent(value -> values.put(key, value(value)));
        }
        yield new Keys(values, mapping.place());
      }
    };
  }

  private static Value over(Value earlier, Value later) {
    if (earlier instanceof Keys one && later instanceof Keys other) {
      Map<String, Value> values = new LinkedHashMap<>(one.values());
      other.values().forEach((key, value) -> values.merge(key, value, Merged::over));
      return new Keys(values, one.place());
    }
    if (earlier instanceof Items one && later instanceof Items other) {
      return new Items(
          Stream.concat(one.items().stream(), other.items().stream()).toList(), one.place());
    }
    if (later instanceof Single single) {
      return single.over(earlier);
    }
    return later;
  }

  private static void collect(
      String path, Value value, Optional<Form> form, String fallback, List<Setting> settings) {
    switch (value) {
      case Single single ->
          settings.add(
              new Setting(
                  path,
                  single.text(),
                  single.place(),
                  single.overrode(),
                  fallback,
                  form.map(Merged::isSecret).orElse(false)));
      case Items items -> {
        if (items.items().isEmpty()) {
          settings.add(new Setting(path, "[]", items.place(), List.of(), fallback, false));
        }
        for (int i = 0; i < items.items().size(); i++) {
          collect(path + "[" + i + "]", items.items().get(i), item(form), "", settings);
        }
      }
      case Keys keys -> {
        if (keys.values().isEmpty() && !path.isEmpty()) {
          settings.add(new Setting(path, "{}", keys.place(), List.of(), fallback, false));
        }
        keys.values()
            .forEach(
                (name, one) ->
                    collect(
                        path.isEmpty() ? name : path + "." + name,
                        one,
                        below(form, name),
                        fallback(form, name),
                        settings));
      }
    }
  }

  private static boolean isSecret(Form form) {
    return form instanceof Text text && text.isSecret();
  }

  private static Optional<Form> item(Optional<Form> form) {
    return alternatives(form)
        .filter(ListOf.class::isInstance)
        .map(list -> ((ListOf) list).item())
        .findFirst();
  }

  static Optional<Form> below(Optional<Form> form, String name) {
    return alternatives(form)
        .flatMap(
            one ->
                switch (one) {
                  case MapOf map -> Stream.of(map.value());
                  case Mapping mapping
                      when mapping.others() == Others.STAGES && mapping.find(name).isEmpty() ->
                      Stream.of(mapping.keys().getFirst().form());
                  case Mapping mapping -> mapping.find(name).map(key -> key.form()).stream();
                  default -> Stream.of();
                })
        .findFirst();
  }

  private static String fallback(Optional<Form> form, String name) {
    return alternatives(form)
        .filter(Mapping.class::isInstance)
        .flatMap(mapping -> ((Mapping) mapping).find(name).stream())
        .map(key -> key.fallback())
        .findFirst()
        .orElse("");
  }

  static Stream<Form> alternatives(Optional<Form> form) {
    return form.stream()
        .flatMap(one -> one instanceof OneOf oneOf ? oneOf.forms().stream() : Stream.of(one));
  }
}
