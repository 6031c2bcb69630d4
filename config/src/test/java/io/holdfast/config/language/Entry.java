package io.holdfast.config.language;

import io.holdfast.config.language.Form.ListOf;
import io.holdfast.config.language.Form.MapOf;
import io.holdfast.config.language.Form.Mapping;
import io.holdfast.config.language.Form.OneOf;
import io.holdfast.config.language.Form.Others;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A key of the language with its way there.
 *
 * @param section the path of its mapping; empty at the top
 * @param mapping the mapping that it stands in
 * @param cause the path of the key above it that is not supported; empty if there is none
 * @param document a whole file with its example, and with what its mappings need besides
 */
record Entry(String section, Mapping mapping, Key key, String document, String cause) {

  /** Every key, of the many stages only those of one. */
  static List<Entry> all() {
    List<Entry> entries = new ArrayList<>();
    collect("", "", Language.file(), inner -> "#cloud-config\n" + inner + "\n", entries);
    return entries;
  }

  /** The whole path. */
  String path() {
    return section.isEmpty() ? key.name() : section + "." + key.name();
  }

  @Override
  public String toString() {
    return path();
  }

  private static void collect(
      String section,
      String cause,
      Mapping mapping,
      UnaryOperator<String> around,
      List<Entry> entries) {
    for (Key key : mapping.keys()) {
      entries.add(
          new Entry(
              section, mapping, key, around.apply(filled(mapping, key, key.example())), cause));
    }
    for (Key key : mapping.keys()) {
      boolean isStage = mapping.others() == Others.STAGES;
      if (isStage && !key.name().equals("boot")) {
        continue;
      }
      String name = isStage ? "STAGE" : key.name();
      String path = section.isEmpty() ? name : section + "." + name;
      boolean isCause = cause.isEmpty() && key.support() instanceof Support.Unsupported;
      for (Form form : alternatives(key.form())) {
        inside(form)
            .ifPresent(
                below ->
                    collect(
                        path + suffix(form),
                        isCause ? path : cause,
                        below,
                        inner -> around.apply(filled(mapping, key, wrapped(form, inner))),
                        entries));
      }
    }
  }

  private static List<Form> alternatives(Form form) {
    if (form instanceof OneOf oneOf) {
      return oneOf.forms();
    }
    if (form instanceof ListOf list) {
      return alternatives(list.item()).stream().<Form>map(ListOf::new).toList();
    }
    return List.of(form);
  }

  private static Optional<Mapping> inside(Form form) {
    return switch (form) {
      case Mapping mapping -> Optional.of(mapping);
      case ListOf list -> inside(list.item());
      case MapOf map -> inside(map.value());
      default -> Optional.empty();
    };
  }

  private static String suffix(Form form) {
    return switch (form) {
      case ListOf list -> "[]" + suffix(list.item());
      case MapOf map -> ".NAME" + suffix(map.value());
      default -> "";
    };
  }

  private static String wrapped(Form form, String inner) {
    return switch (form) {
      case ListOf list -> "[" + wrapped(list.item(), inner) + "]";
      case MapOf map -> "{ops: " + wrapped(map.value(), inner) + "}";
      default -> inner;
    };
  }

  /** The mapping with this key, and with what else it needs. */
  private static String filled(Mapping mapping, Key key, String value) {
    StringBuilder out = new StringBuilder("{");
    for (Key other : mapping.keys()) {
      boolean isChannelKey =
          mapping.what().equals("a channel")
              && other.name().equals("key")
              && !key.name().startsWith("key");
      if ((other.isRequired() && !other.name().equals(key.name())) || isChannelKey) {
        out.append(other.name()).append(": ").append(other.example()).append(", ");
      }
    }
    return out.append(key.name()).append(": ").append(value).append("}").toString();
  }
}
