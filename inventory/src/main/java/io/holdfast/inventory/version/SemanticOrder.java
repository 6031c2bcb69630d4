package io.holdfast.inventory.version;

import java.util.List;
import java.util.stream.Stream;

/**
 * Semantic Versioning 2.0.0: {@code major.minor.patch[-prerelease][+build]}, ordered by its
 * paragraph 11. Numbers may have any number of digits, which is why no library is used: those hold
 * them in an int or a long. Stateless.
 */
final class SemanticOrder implements VersionOrder.Rules {
  /** Paragraph 2: major, minor and patch. */
  private static final int NUMBERS = 3;

  @Override
  public boolean accept(String text) {
    int plus = text.indexOf('+');
    return (plus < 0 || identifiers(text.substring(plus + 1)).allMatch(SemanticOrder::isIdentifier))
        && core(text).size() == NUMBERS
        && core(text).stream().allMatch(SemanticOrder::isNumber)
        && prerelease(text).stream()
            .allMatch(each -> isNumber(each) || (isIdentifier(each) && !isDigits(each)));
  }

  /** Paragraph 2: no leading zeros. */
  private static boolean isNumber(String text) {
    return isDigits(text) && (text.length() == 1 || text.charAt(0) != '0');
  }

  private static boolean isDigits(String text) {
    return !text.isEmpty() && Scan.all(text, Scan::isDigit);
  }

  private static boolean isIdentifier(String text) {
    return !text.isEmpty() && Scan.all(text, c -> Scan.isLetterOrDigit(c) || c == '-');
  }

  @Override
  public int compare(String one, String other) {
    int byNumbers = compareAll(core(one), core(other));
    if (byNumbers != 0) {
      return byNumbers;
    }
    List<String> first = prerelease(one);
    List<String> second = prerelease(other);
    // Paragraph 11.3: a version with a pre-release is older than the same without.
    return first.isEmpty() || second.isEmpty()
        ? Boolean.compare(first.isEmpty(), second.isEmpty())
        : compareAll(first, second);
  }

  /** Paragraphs 11.2 and 11.4: field by field; of two that agree so far, the longer is newer. */
  private static int compareAll(List<String> one, List<String> other) {
    for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
      int byField = compareFields(one.get(i), other.get(i));
      if (byField != 0) {
        return byField;
      }
    }
    return Integer.compare(one.size(), other.size());
  }

  /** Paragraph 11.4.1 to 11.4.3: numbers by value, before words by ASCII. */
  private static int compareFields(String one, String other) {
    boolean number = isDigits(one);
    if (number != isDigits(other)) {
      return number ? -1 : 1;
    }
    return number ? Scan.compareNumbers(one, other) : one.compareTo(other);
  }

  private static List<String> core(String text) {
    String precedence = withoutBuild(text);
    int hyphen = precedence.indexOf('-');
    return identifiers(hyphen < 0 ? precedence : precedence.substring(0, hyphen)).toList();
  }

  private static List<String> prerelease(String text) {
    String precedence = withoutBuild(text);
    int hyphen = precedence.indexOf('-');
    return hyphen < 0 ? List.of() : identifiers(precedence.substring(hyphen + 1)).toList();
  }

  /** Paragraph 10: build metadata does not count. */
  private static String withoutBuild(String text) {
    int plus = text.indexOf('+');
    return plus < 0 ? text : text.substring(0, plus);
  }

  private static Stream<String> identifiers(String text) {
    return Stream.of(text.split("\\.", -1));
  }
}
