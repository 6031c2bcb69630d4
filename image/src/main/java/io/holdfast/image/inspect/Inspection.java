package io.holdfast.image.inspect;

import io.holdfast.release.Printable;
import io.holdfast.release.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a look at something came to. Immutable.
 *
 * @param kind what it is
 * @param facts what is in it, in the order in which people want to know it; several may have one
 *     name
 * @param problems why it is not whole, a sentence each; empty if it is
 */
public record Inspection(Kind kind, List<Fact> facts, List<String> problems) {
  /** What can be looked at. */
  public enum Kind {
    /** A folder of releases and content. */
    REPOSITORY("repository"),
    /** The manifest of a release. */
    RELEASE("release"),
    /** What a release, an extension or content consists of (CycloneDX). */
    INVENTORY("inventory"),
    /** What a node says of itself, signed. */
    STATEMENT("node statement"),
    /** A file of a repository's signed metadata. */
    METADATA("repository metadata"),
    /** A program that firmware starts: a unified kernel image, or a loader. */
    EFI_PROGRAM("EFI program"),
    /** A disk, or the image of one. */
    DISK("disk"),
    /** The image of a file system. */
    IMAGE("root image");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /**
   * One thing that was found.
   *
   * @param name what it is
   * @param value for people; of unknown origin, so that only printable characters are shown
   */
  public record Fact(String name, String value) {}

  /** Copies. */
  public Inspection {
    facts = List.copyOf(facts);
    problems = List.copyOf(problems);
  }

  /** Collects what is found. For one thread. */
  static final class Notes {
    private final List<Fact> facts = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    void fact(String name, Object value) {
      facts.add(new Fact(name, Printable.of(String.valueOf(value))));
    }

    void problem(String sentence) {
      problems.add(Printable.of(sentence));
    }

    Inspection of(Kind kind) {
      return new Inspection(kind, facts, problems);
    }
  }

  /** Whether nothing is wrong with it. */
  public boolean isWhole() {
    return problems.isEmpty();
  }

  /** For people: a line a fact, then what is wrong. */
  public String text() {
    int widest = "problem".length();
    for (Fact fact : facts) {
      widest = Math.max(widest, fact.name().length());
    }
    String row = "%-" + widest + "s  %s\n";
    StringBuilder text = new StringBuilder(row.formatted("kind", kind));
    facts.forEach(fact -> text.append(row.formatted(fact.name(), fact.value())));
    problems.forEach(problem -> text.append(row.formatted("problem", problem)));
    return text.append(row.formatted("whole", isWhole() ? "yes" : "no")).toString();
  }

  /** For programs. */
  public String toJson() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("kind", kind.toString());
    object.put("whole", isWhole());
    List<Map<String, Object>> list = new ArrayList<>();
    for (Fact fact : facts) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("name", fact.name());
      entry.put("value", fact.value());
      list.add(entry);
    }
    object.put("facts", list);
    object.put("problems", problems);
    return Json.write(object);
  }
}
