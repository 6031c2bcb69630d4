package io.holdfast.config.policy;

import io.holdfast.config.yaml.Quoted;
import io.holdfast.config.yaml.YamlSequence;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which of the keys that the running release brings still count. A configuration can take trust
 * away and never give it. Immutable.
 *
 * @param isDeclared false if nothing is said of them: then all of the release's count
 * @param ids of keys, 16 lower-case hexadecimal digits each; not empty if declared
 */
public record CountedKeys(boolean isDeclared, Set<String> ids) {
  /** As many as a release can bring. */
  public static final int MOST = 32;

  /** Nothing is said of them. */
  public static final CountedKeys ALL = new CountedKeys(false, Set.of());

  private static final int LENGTH = 16;

  /** Copies. */
  public CountedKeys {
    ids = Set.copyOf(ids);
  }

  /** Reads a list of ids, besides those of files before. */
  public static CountedKeys read(YamlSequence list, CountedKeys before) {
    int problems = list.problems().count();
    List<String> texts = list.parsedTexts(text -> demandId(text.value()));
    if (list.problems().count() > problems) {
      return before;
    }
    Set<String> ids = new LinkedHashSet<>(texts);
    if (ids.isEmpty()) {
      list.problem("no key is in this list, and a node that trusts none can never change");
      return before;
    }
    ids.addAll(before.ids);
    if (ids.size() > MOST) {
      list.problem("a node trusts at most " + MOST + " keys");
      return before;
    }
    return new CountedKeys(true, ids);
  }

  /** True if a key of this id counts, should the release bring it. */
  public boolean counts(String id) {
    return !isDeclared || ids.contains(id);
  }

  /**
   * The text, which has the form of a key's id.
   *
   * @throws IllegalArgumentException if it has not
   */
  public static String demandId(String text) {
    if (text.contains("PRIVATE KEY-----")) {
      throw new IllegalArgumentException(
          "it is a private key; take it out, hold it for stolen, and name keys by their ids");
    }
    boolean isId =
        text.length() == LENGTH
            && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    if (!isId) {
      throw new IllegalArgumentException(
          Quoted.of(text)
              + " is no id of a key: it is 16 of 0-9 and a-f, as 'holdfast status --keys' shows"
              + " it");
    }
    return text;
  }
}
