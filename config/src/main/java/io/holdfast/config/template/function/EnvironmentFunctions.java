package io.holdfast.config.template.function;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The environment, as far as it is given from outside. */
final class EnvironmentFunctions implements Group {
  @Override
  public String title() {
    return "Environment";
  }

  @Override
  public List<String> lines() {
    return List.of(
        "env NAME : the value of an environment variable, or an empty text",
        "expandenv TEXT : with $NAME and ${NAME} replaced by environment variables");
  }

  @Override
  public @Nullable Object call(Call call) {
    Map<String, String> environment = call.surroundings().environment();
    return switch (call.name()) {
      case "env" -> environment.getOrDefault(call.text(0), "");
      case "expandenv" -> expand(call.text(0), environment, call.budget());
      default -> throw call.unknown();
    };
  }

  private static String expand(String text, Map<String, String> environment, Budget budget) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c != '$') {
        out.append(c);
        continue;
      }
      boolean braces = at < text.length() && text.charAt(at) == '{';
      int start = braces ? at + 1 : at;
      int end = start;
      while (end < text.length() && isName(text.charAt(end))) {
        end++;
      }
      if (end == start || (braces && !text.startsWith("}", end))) {
        out.append('$');
        continue;
      }
      out.append(environment.getOrDefault(text.substring(start, end), ""));
      budget.spendText(out.length());
      at = braces ? end + 1 : end;
    }
    return out.toString();
  }

  private static boolean isName(char c) {
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
