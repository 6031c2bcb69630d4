package io.holdfast.config.policy;

import io.holdfast.config.yaml.Quoted;
import io.holdfast.config.yaml.YamlMapping;
import io.holdfast.config.yaml.YamlNode;
import io.holdfast.config.yaml.YamlScalar;
import io.holdfast.config.yaml.YamlSequence;
import java.util.ArrayList;
import java.util.List;

/**
 * The extensions that a node may have and those that it is to have. Immutable.
 *
 * @param isDeclared false if nothing is said of extensions: then it may have any
 * @param extensions at most {@link #MOST}, of different names
 */
public record DeclaredExtensions(boolean isDeclared, List<One> extensions) {
  /** As many as a generation can have. */
  public static final int MOST = 64;

  /** Nothing is said of them. */
  public static final DeclaredExtensions NONE = new DeclaredExtensions(false, List.of());

  private static final int MAX_NAME = 63;

  /**
   * One extension.
   *
   * @param name in the form of a channel's
   * @param required whether it is to be there
   */
  public record One(String name, boolean required) {
    /** Checks the name. */
    public One {
      demandName(name);
    }
  }

  /** Copies. */
  public DeclaredExtensions {
    extensions = List.copyOf(extensions);
  }

  /** Reads a list of names and of mappings of {@code name} and {@code required}, onto others. */
  public static DeclaredExtensions read(YamlSequence list, DeclaredExtensions before) {
    if (list.items().size() > MOST - before.extensions.size()) {
      list.problem("a node has at most " + MOST + " extensions");
      return before;
    }
    List<One> all = new ArrayList<>(before.extensions);
    for (YamlNode item : list.items()) {
      if (item instanceof YamlMapping mapping) {
        mapping.read(DeclaredExtensions::readOne).ifPresent(one -> add(one, item, all));
      } else if (item instanceof YamlScalar scalar && !item.isNull()) {
        try {
          add(new One(scalar.text(), true), item, all);
        } catch (IllegalArgumentException e) {
          item.problem(String.valueOf(e.getMessage()));
        }
      } else {
        item.problem("must be the name of an extension or a mapping of keys, not " + item.kind());
      }
    }
    return new DeclaredExtensions(true, all);
  }

  private static One readOne(YamlMapping mapping) {
    mapping.allowOnly("name", "required");
    return new One(mapping.text("name"), mapping.flag("required", true));
  }

  private static void add(One one, YamlNode item, List<One> all) {
    for (One other : all) {
      if (other.name.equals(one.name)) {
        item.problem("extension " + one.name + " is declared already");
        return;
      }
    }
    all.add(one);
  }

  /** True if a node may take an extension of this name. */
  public boolean admits(String name) {
    return !isDeclared || extensions.stream().anyMatch(one -> one.name.equals(name));
  }

  /** True if a node is to have an extension of this name. */
  public boolean requires(String name) {
    return extensions.stream().anyMatch(one -> one.required && one.name.equals(name));
  }

  /**
   * The text, which has the form of an extension's name.
   *
   * @throws IllegalArgumentException if it has not
   */
  public static String demandName(String text) {
    boolean isName = !text.isEmpty() && text.length() <= MAX_NAME && text.charAt(0) != '-';
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      isName &= (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    }
    if (!isName) {
      throw new IllegalArgumentException(
          Quoted.of(text)
              + " is no name of an extension: use 1 to 63 of a-z, 0-9 and '-', and begin with a"
              + " letter or digit");
    }
    return text;
  }
}
