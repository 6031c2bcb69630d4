package io.holdfast.config.source;

import java.util.ArrayList;
import java.util.List;

/**
 * A path into a document, written with dots: {@code stages.boot[0].name}, {@code users.0.name},
 * {@code stages."boot.before"[0].name}. Immutable.
 *
 * @param segments at least one, the first a name
 */
record DottedKey(List<Segment> segments) {
  /** No configuration nests deeper, and each is a level of the document. */
  static final int MAX_SEGMENTS = 16;

  /** Nobody types longer lists at a loader; a list has all places before the one that is named. */
  static final int MAX_INDEX = 63;

  private static final int MAX_NAME = 128;

  /** One step of the path: a name in a mapping, or a place in a list. */
  sealed interface Segment {
    /** A key. */
    record Name(String name) implements Segment {}

    /** A place, counted from 0. */
    record Index(int index) implements Segment {}
  }

  DottedKey {
    segments = List.copyOf(segments);
  }

  /** The first segment. */
  String top() {
    return segments.getFirst() instanceof Segment.Name name ? name.name() : "";
  }

  /** What a word names at its top, were it a key; cheap, for the words that are none. */
  static String topOf(String text) {
    int end = 0;
    while (end < text.length() && isNameCharacter(text.charAt(end))) {
      end++;
    }
    boolean ends = end == text.length() || text.charAt(end) == '.' || text.charAt(end) == '[';
    return ends ? text.substring(0, end) : "";
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException with the reason if it is none
   */
  static DottedKey of(String text) {
    List<Segment> segments = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      if (segments.size() == MAX_SEGMENTS) {
        throw new IllegalArgumentException("it has more than " + MAX_SEGMENTS + " parts");
      }
      boolean bracket = text.charAt(at) == '[';
      // A bracket stands at the end of a part, a name after a dot.
      if (!bracket && !segments.isEmpty()) {
        if (text.charAt(at) != '.' || at + 1 == text.length()) {
          throw new IllegalArgumentException("its parts are joined by single dots");
        }
        at++;
      }
      int end = bracket ? closing(text, at) : endOfName(text, at);
      String part = bracket ? text.substring(at + 1, end - 1) : text.substring(at, end);
      segments.add(bracket ? place(part) : segment(part, segments.isEmpty()));
      at = end;
    }
    if (segments.isEmpty()) {
      throw new IllegalArgumentException("it is empty");
    }
    return new DottedKey(segments);
  }

  private static int closing(String text, int at) {
    int end = text.indexOf(']', at);
    if (end < 0) {
      throw new IllegalArgumentException("a '[' is not closed");
    }
    return end + 1;
  }

  private static int endOfName(String text, int at) {
    if (text.charAt(at) == '"') {
      int end = text.indexOf('"', at + 1);
      if (end < 0) {
        throw new IllegalArgumentException("a '\"' is not closed");
      }
      return end + 1;
    }
    int end = at;
    while (end < text.length() && text.charAt(end) != '.' && text.charAt(end) != '[') {
      end++;
    }
    return end;
  }

  /** What stands in brackets. */
  private static Segment place(String part) {
    if (isQuoted(part)) {
      return name(part.substring(1, part.length() - 1));
    }
    if (!isDigits(part)) {
      throw new IllegalArgumentException(
          "in '[ ]' stands a place in a list, from 0 to " + MAX_INDEX);
    }
    if (part.length() > 2 || Integer.parseInt(part) > MAX_INDEX) {
      throw new IllegalArgumentException("a list has no place above " + MAX_INDEX);
    }
    return new Segment.Index(Integer.parseInt(part));
  }

  private static Segment segment(String part, boolean first) {
    if (isQuoted(part)) {
      return name(part.substring(1, part.length() - 1));
    }
    if (!first && isDigits(part)) {
      return place(part);
    }
    for (int i = 0; i < part.length(); i++) {
      if (!isNameCharacter(part.charAt(i))) {
        throw new IllegalArgumentException(
            "a part is made of letters, digits, '_', '-' and '/', or stands in double quotes");
      }
    }
    return name(part);
  }

  private static Segment name(String name) {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("one of its parts is empty");
    }
    if (name.length() > MAX_NAME || name.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
      throw new IllegalArgumentException(
          "a part has at most " + MAX_NAME + " characters, none of them a control character");
    }
    return new Segment.Name(name);
  }

  private static boolean isQuoted(String part) {
    return part.length() >= 2 && part.startsWith("\"") && part.endsWith("\"");
  }

  private static boolean isDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static boolean isNameCharacter(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '-'
        || c == '/';
  }
}
