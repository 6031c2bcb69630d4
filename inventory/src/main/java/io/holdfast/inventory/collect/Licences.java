package io.holdfast.inventory.collect;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The licences that a machine-readable copyright file names. Stateless. */
final class Licences {
  /** How such a file begins (DEP-5, "Header stanza"); older ones have other addresses. */
  private static final String FORMAT = "format";

  /** A name of a licence; longer is a text that was put in its place. */
  private static final int MAX_NAME = 200;

  private Licences() {}

  /**
   * Short names and expressions, each once and sorted, from the first line of each Licence field
   * (DEP-5, "License field"); none if the file is written for people alone.
   */
  static List<String> of(String copyright) {
    List<Map<String, String>> stanzas = Deb822.paragraphs(copyright);
    if (stanzas.isEmpty() || !stanzas.getFirst().containsKey(FORMAT)) {
      return List.of();
    }
    TreeSet<String> names = new TreeSet<>();
    for (Map<String, String> stanza : stanzas) {
      String name = stanza.getOrDefault("license", "").lines().findFirst().orElse("").strip();
      if (!name.isEmpty() && name.length() <= MAX_NAME) {
        names.add(name);
      }
    }
    return List.copyOf(names);
  }
}
