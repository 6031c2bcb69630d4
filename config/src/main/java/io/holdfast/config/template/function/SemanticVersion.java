package io.holdfast.config.template.function;

import io.holdfast.config.yaml.Quoted;
import org.jspecify.annotations.Nullable;

/**
 * A version after semver.org 2.0.0. What is left out at the end counts as 0, and a {@code v} before
 * it is allowed, as sprig has it.
 *
 * @param prerelease what stands after the hyphen, or empty
 * @param metadata what stands after the plus, or empty
 */
public record SemanticVersion(
    long major, long minor, long patch, String prerelease, String metadata, String original)
    implements Comparable<SemanticVersion> {
  /** Longer than any that is meant as one. */
  private static final int MAX_LENGTH = 256;

  static SemanticVersion parse(String text) {
    String rest = text.startsWith("v") ? text.substring(1) : text;
    int plus = rest.indexOf('+');
    String metadata = plus < 0 ? "" : rest.substring(plus + 1);
    rest = plus < 0 ? rest : rest.substring(0, plus);
    int hyphen = rest.indexOf('-');
    String prerelease = hyphen < 0 ? "" : rest.substring(hyphen + 1);
    String[] numbers = (hyphen < 0 ? rest : rest.substring(0, hyphen)).split("\\.", -1);
    boolean emptyPart = (hyphen >= 0 && prerelease.isEmpty()) || (plus >= 0 && metadata.isEmpty());
    if (text.length() > MAX_LENGTH || numbers.length > 3 || emptyPart) {
      throw none(text);
    }
    if (!isIdentifiers(prerelease) || !isIdentifiers(metadata)) {
      throw none(text);
    }
    return new SemanticVersion(
        number(text, numbers, 0),
        number(text, numbers, 1),
        number(text, numbers, 2),
        prerelease,
        metadata,
        text);
  }

  private static boolean isIdentifiers(String text) {
    return text.chars()
        .allMatch(c -> c == '-' || c == '.' || (c < 0x80 && Character.isLetterOrDigit(c)));
  }

  private static long number(String text, String[] numbers, int index) {
    if (index >= numbers.length) {
      return 0;
    }
    String digits = numbers[index];
    boolean all = !digits.isEmpty() && digits.length() <= 18;
    for (int i = 0; i < digits.length(); i++) {
      all &= digits.charAt(i) >= '0' && digits.charAt(i) <= '9';
    }
    if (!all) {
      throw none(text);
    }
    return Long.parseLong(digits);
  }

  private static RefusedException none(String text) {
    return new RefusedException(Quoted.of(text) + " is no version; write one such as 1.2.3");
  }

  /** One of its parts, by the name that it has in sprig; null if there is none of that name. */
  public @Nullable Object field(String name) {
    return switch (name) {
      case "Major" -> major;
      case "Minor" -> minor;
      case "Patch" -> patch;
      case "Prerelease" -> prerelease;
      case "Metadata" -> metadata;
      case "Original" -> original;
      default -> null;
    };
  }

  /** By precedence (semver.org, 11), which the metadata has no part in. */
  @Override
  public int compareTo(SemanticVersion other) {
    int order = Long.compare(major, other.major);
    order = order != 0 ? order : Long.compare(minor, other.minor);
    order = order != 0 ? order : Long.compare(patch, other.patch);
    if (order != 0 || prerelease.equals(other.prerelease)) {
      return order;
    }
    if (prerelease.isEmpty() || other.prerelease.isEmpty()) {
      return prerelease.isEmpty() ? 1 : -1;
    }
    String[] one = prerelease.split("\\.", -1);
    String[] two = other.prerelease.split("\\.", -1);
    for (int i = 0; i < Math.min(one.length, two.length); i++) {
      int part = compareParts(one[i], two[i]);
      if (part != 0) {
        return part;
      }
    }
    return Integer.compare(one.length, two.length);
  }

  private static int compareParts(String a, String b) {
    boolean aNumber = !a.isEmpty() && a.chars().allMatch(Character::isDigit);
    boolean bNumber = !b.isEmpty() && b.chars().allMatch(Character::isDigit);
    if (aNumber && bNumber) {
      return new java.math.BigInteger(a).compareTo(new java.math.BigInteger(b));
    }
    return aNumber ? -1 : bNumber ? 1 : a.compareTo(b);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SemanticVersion version && compareTo(version) == 0;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(major * 31 * 31 + minor * 31 + patch) ^ prerelease.hashCode();
  }

  @Override
  public String toString() {
    return major
        + "."
        + minor
        + "."
        + patch
        + (prerelease.isEmpty() ? "" : "-" + prerelease)
        + (metadata.isEmpty() ? "" : "+" + metadata);
  }
}
