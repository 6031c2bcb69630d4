package io.holdfast.config.yaml;

/**
 * One value, kept as the text it was written as; what it means is decided by the getter that reads
 * it, so that a host named {@code on} stays a host.
 */
public final class YamlScalar implements YamlNode {
  private final Place place;
  private final Problems problems;
  private final String text;
  private final boolean plain;

  YamlScalar(Place place, Problems problems, String text, boolean plain) {
    this.place = place;
    this.problems = problems;
    this.text = text;
    this.plain = plain;
  }

  @Override
  public Place place() {
    return place;
  }

  @Override
  public Problems problems() {
    return problems;
  }

  @Override
  public String kind() {
    return isNothing() ? "nothing" : "text";
  }

  /** The value, without quotes and with its escapes resolved. */
  public String text() {
    return text;
  }

  /** True if it was written without quotes and not as a block. */
  public boolean isPlain() {
    return plain;
  }

  boolean isNothing() {
    return plain
        && switch (text) {
          case "", "~", "null", "Null", "NULL" -> true;
          default -> false;
        };
  }
}
