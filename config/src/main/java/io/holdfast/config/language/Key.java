package io.holdfast.config.language;

import java.util.List;

/**
 * A key of the language.
 *
 * @param name as it is written
 * @param form what its value must look like
 * @param meaning one sentence without its full stop, beginning with a small letter
 * @param fallback what holds where it is absent, as it would be written; empty if that is nothing
 * @param example a value as it is written, on one line or as a block; tested by the check
 * @param aliases other names of the same key
 * @param support what Holdfast does with it
 * @param isRequired whether its mapping needs it
 * @param look what else is said about its value
 * @param difference what is not as in Kairos, as a sentence; empty if nothing is
 */
public record Key(
    String name,
    Form form,
    String meaning,
    String fallback,
    String example,
    List<String> aliases,
    Support support,
    boolean isRequired,
    Look look,
    String difference) {

  /** Stands for the difference of a key that Kairos does not have. */
  static final String OWN = "Holdfast's own";

  /** Copies. */
  public Key {
    aliases = List.copyOf(aliases);
  }

  /** One that is optional, supported and has no default. */
  static Key of(String name, Form form, String example, String meaning) {
    return new Key(name, form, meaning, "", example, List.of(), Support.FULL, false, Look.NONE, "");
  }

  /** The same with a default. */
  Key or(String otherFallback) {
    return new Key(
        name,
        form,
        meaning,
        otherFallback,
        example,
        aliases,
        support,
        isRequired,
        look,
        difference);
  }

  /** The same, needed by its mapping. */
  Key required() {
    return new Key(
        name, form, meaning, fallback, example, aliases, support, true, look, difference);
  }

  /** The same with other names. */
  Key also(String... names) {
    return new Key(
        name,
        form,
        meaning,
        fallback,
        example,
        List.of(names),
        support,
        isRequired,
        look,
        difference);
  }

  /** The same, looked at. */
  Key looked(Look further) {
    return new Key(
        name,
        form,
        meaning,
        fallback,
        example,
        aliases,
        support,
        isRequired,
        look.and(further),
        difference);
  }

  /** The same, and how Kairos does it otherwise. */
  Key unlike(String otherDifference) {
    return new Key(
        name,
        form,
        meaning,
        fallback,
        example,
        aliases,
        support,
        isRequired,
        look,
        otherDifference);
  }

  /** The same, which Kairos does not have. */
  Key own() {
    return unlike(OWN);
  }

  /** The same, which Holdfast only knows. */
  Key unsupported(String reason, String instead) {
    return supported(new Support.Unsupported(reason, instead));
  }

  /** The same, which fails on a node. */
  Key refused(String reason, String instead) {
    return supported(new Support.RefusedAtRunTime(reason, instead));
  }

  private Key supported(Support other) {
    return new Key(
        name, form, meaning, fallback, example, aliases, other, isRequired, look, difference);
  }
}
