package io.holdfast.config.template.function;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Regular expressions, in Go's syntax (RE2). */
final class RegexFunctions implements Group {
  @Override
  public String title() {
    return "Regular expressions";
  }

  @Override
  public List<String> lines() {
    return List.of(
        "regexMatch PATTERN TEXT : true if the pattern is found anywhere in the text",
        "mustRegexMatch PATTERN TEXT : the same",
        "regexFind PATTERN TEXT : the first part that matches, or an empty text",
        "mustRegexFind PATTERN TEXT : the same",
        "regexFindAll PATTERN TEXT COUNT : the parts that match, at most so many; all for -1",
        "mustRegexFindAll PATTERN TEXT COUNT : the same",
        "regexReplaceAll PATTERN TEXT NEW : with all that matches replaced; ${1} stands for a group",
        "mustRegexReplaceAll PATTERN TEXT NEW : the same",
        "regexReplaceAllLiteral PATTERN TEXT NEW : the same, but $ has no meaning in the new text",
        "mustRegexReplaceAllLiteral PATTERN TEXT NEW : the same",
        "regexSplit PATTERN TEXT COUNT : the parts between what matches, at most so many; all for -1",
        "mustRegexSplit PATTERN TEXT COUNT : the same",
        "regexQuoteMeta TEXT : as a pattern that matches this text alone");
  }

  @Override
  public @Nullable Object call(Call call) {
    if (call.name().equals("regexQuoteMeta")) {
      return quote(call.text(0));
    }
    Budget budget = call.budget();
    Patterns pattern = Patterns.of(call.text(0), call.text(1), budget);
    return switch (call.name()) {
      case "regexMatch", "mustRegexMatch" -> pattern.matches();
      case "regexFind", "mustRegexFind" -> pattern.first();
      case "regexFindAll", "mustRegexFindAll" -> pattern.findAll(call.whole(2));
      case "regexReplaceAll", "mustRegexReplaceAll" -> pattern.replace(call.text(2), false, budget);
      case "regexReplaceAllLiteral", "mustRegexReplaceAllLiteral" ->
          pattern.replace(call.text(2), true, budget);
      case "regexSplit", "mustRegexSplit" -> pattern.split(call.whole(2));
      default -> throw call.unknown();
    };
  }

  private static String quote(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      out.append("\\.+*?()|[]{}^$".indexOf(c) >= 0 ? "\\" : "").append(c);
    }
    return out.toString();
  }
}
