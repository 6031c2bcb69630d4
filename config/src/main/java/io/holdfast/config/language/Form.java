package io.holdfast.config.language;

import io.holdfast.config.yaml.YamlMapping;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a value must look like. A text with a template in it has every form of one value. */
public sealed interface Form {

  /** What one text must be besides. */
  @FunctionalInterface
  interface Rule {
    /**
     * Lets a good one pass.
     *
     * @throws IllegalArgumentException with what is wrong with it
     */
    void demand(String text);
  }

  /** What becomes of a text that breaks its rule. */
  enum Breach {
    /** The file is wrong. */
    ERROR,
    /** It has no effect, or not the one that was meant. */
    WARNING
  }

  /**
   * One text.
   *
   * @param pattern a regular expression of ECMA-262 for the schema, from begin to end; null for any
   *     text
   * @param choices the only ones; empty for any
   * @param rule what it must be besides; its message tells a person
   * @param breach what becomes of one that is not
   * @param isSecret whether it is never shown
   */
  record Text(
      @Nullable String pattern, List<String> choices, Rule rule, Breach breach, boolean isSecret)
      implements Form {
    /** Any text. */
    static final Text ANY = new Text(null, List.of(), _ -> {}, Breach.ERROR, false);

    /** Copies. */
    public Text {
      choices = List.copyOf(choices);
    }

    /** One of some words. */
    static Text choice(String... words) {
      return new Text(null, List.of(words), _ -> {}, Breach.ERROR, false);
    }

    /** A text of this pattern, and with this rule for people. */
    static Text like(String pattern, Rule rule) {
      return new Text(pattern, List.of(), rule, Breach.ERROR, false);
    }

    /** A text that matches this pattern; the message says what it should be. */
    static Text like(String pattern, String shouldBe) {
      return like(pattern, new Matching(pattern, shouldBe));
    }

    /** The same, but a breach is only warned of. */
    Text warned() {
      return new Text(pattern, choices, rule, Breach.WARNING, isSecret);
    }

    /** The same, never shown. */
    Text secret() {
      return new Text(pattern, choices, rule, breach, true);
    }
  }

  /** True or false. */
  record Flag() implements Form {
    static final Flag ANY = new Flag();
  }

  /** A whole number in a range, both ends included. */
  record WholeNumber(long least, long most) implements Form {}

  /** Permission bits, in octal as YAML 1.1 ({@code 0644}) or 1.2 ({@code 0o644}) writes them. */
  record Mode() implements Form {
    static final Mode ANY = new Mode();
  }

  /** A time such as {@code 30s}, in a range, both ends included. */
  record Time(Duration least, Duration most) implements Form {}

  /** A number of bytes such as {@code 64MiB}, in a range, both ends included. */
  record Bytes(long least, long most) implements Form {}

  /** A list of values of one form. */
  record ListOf(Form item) implements Form {}

  /** A mapping with names that its author chooses. */
  record MapOf(Text names, Form value) implements Form {}

  /**
   * A mapping of known keys.
   *
   * @param what what one is, for messages and headings: "a user"
   * @param keys what may be there
   * @param others what becomes of keys that are not among them
   * @param look what is said about the whole
   */
  record Mapping(String what, List<Key> keys, Others others, Look look) implements Form {
    /** Copies. */
    public Mapping {
      keys = List.copyOf(keys);
    }

    static Mapping of(String what, List<Key> keys) {
      return new Mapping(what, keys, Others.REFUSED, Look.NONE);
    }

    /** The key of this name or with this alias. */
    public Optional<Key> find(String name) {
      return keys.stream()
          .filter(key -> key.name().equals(name) || key.aliases().contains(name))
          .findFirst();
    }

    /** Every name that a person may write. */
    public List<String> names() {
      List<String> names = new ArrayList<>();
      keys.forEach(key -> names.add(key.name()));
      keys.forEach(key -> names.addAll(key.aliases()));
      return names;
    }

    Mapping looked(Look further) {
      return new Mapping(what, keys, others, look.and(further));
    }

    /** The names of the keys that are not there and must be. */
    List<String> missing(YamlMapping mapping) {
      return keys.stream()
          .filter(Key::isRequired)
          .filter(key -> !mapping.has(key.name()) && key.aliases().stream().noneMatch(mapping::has))
          .map(Key::name)
          .toList();
    }
  }

  /** What becomes of a key that a mapping does not know. */
  enum Others {
    /** An error, with the nearest known one. */
    REFUSED,
    /** An error if it looks like a known one; else somebody else's, such as a bundle's. */
    BELONG_TO_OTHERS,
    /** A stage that nothing runs by itself: a warning. */
    STAGES
  }

  /** The first of these forms that fits the kind of the value; at most one of each kind. */
  record OneOf(List<Form> forms) implements Form {
    /** Copies. */
    public OneOf {
      forms = List.copyOf(forms);
    }

    static OneOf of(Form... forms) {
      return new OneOf(List.of(forms));
    }
  }

  /** Anything: what is below is another's. */
  record Any() implements Form {
    static final Any THING = new Any();
  }
}
