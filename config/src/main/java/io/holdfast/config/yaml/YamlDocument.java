package io.holdfast.config.yaml;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads one YAML document (YAML 1.2, by events of snakeyaml-engine) within fixed limits. Refused:
 * doubled keys, tags of other types, several documents, aliases that multiply or contain
 * themselves. Safe for use by several threads; what it returns is for one.
 */
public final class YamlDocument {
  /** Nobody writes more by hand, and a small machine must hold it. */
  public static final int MAX_CHARACTERS = 1 << 20;

  private YamlDocument() {}

  /**
   * Text to nodes.
   *
   * @param source the file, as the user would name it in a message
   * @return the root; a scalar that {@link YamlNode#isNull is null} for an empty document. Its
   *     {@link YamlNode#problems} collect what later reading finds: end with {@link
   *     Problems#throwIfAny}, or use {@link #read}.
   * @throws ConfigException if it is no YAML or beyond the limits
   */
  public static YamlNode parse(String source, String text) throws ConfigException {
    Problems problems = new Problems();
    YamlNode root = parse(source, text, problems);
    problems.throwIfAny();
    return root;
  }

  /**
   * Text to nodes that share the problems of other documents.
   *
   * @return the root as far as it could be read; nothing, if what is wrong left no document
   */
  public static YamlNode parse(String source, String text, Problems problems) {
    return parse(source, text, problems, null);
  }

  /**
   * The same with templates in its values.
   *
   * @param fill what becomes of them; null to take them as they stand
   */
  public static YamlNode parse(
      String source, String text, Problems problems, @Nullable TextFill fill) {
    if (text.length() > MAX_CHARACTERS) {
      return nothing(source, problems, "it has more than " + MAX_CHARACTERS + " characters");
    }
    return new TreeBuilder(source, text, problems, fill).build();
  }

  /**
   * Reads a whole document whose root is a mapping.
   *
   * @param maker makes a value of the root through its getters; see {@link YamlMapping#read}
   * @throws ConfigException with everything that is wrong
   */
  public static <T> T read(String source, String text, Function<YamlMapping, T> maker)
      throws ConfigException {
    YamlNode root = parse(source, text);
    Optional<T> value = Optional.empty();
    if (root instanceof YamlMapping mapping) {
      value = mapping.read(maker);
    } else {
      root.problem("it must be a mapping of keys, not " + root.kind());
    }
    root.problems().throwIfAny();
    return value.orElseThrow(() -> new IllegalStateException("no value and no problem"));
  }

  static YamlScalar nothing(String source, Problems problems, String message) {
    YamlScalar nothing = new YamlScalar(Place.startOf(source), problems, "", true);
    nothing.problem(message);
    return nothing;
  }
}
