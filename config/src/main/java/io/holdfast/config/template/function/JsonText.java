package io.holdfast.config.template.function;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** JSON (RFC 8259) as Go's encoding/json writes it, keys in order. For one thread. */
final class JsonText {
  private static final double FIRST_LARGE = 1e21;
  private static final double FIRST_SMALL = 1e-6;

  private final StringBuilder out = new StringBuilder();
  private final Budget budget;
  private final boolean escapesHtml;
  private final String indent;

  private JsonText(Budget budget, boolean escapesHtml, String indent) {
    this.budget = budget;
    this.escapesHtml = escapesHtml;
    this.indent = indent;
  }

  /**
   * A value as JSON.
   *
   * @param escapesHtml true to write &lt;, &gt; and &amp; as escapes, as Go does by itself
   * @param indent what each level is indented by; empty for one line
   */
  static String write(@Nullable Object value, boolean escapesHtml, String indent, Budget budget) {
    JsonText text = new JsonText(budget, escapesHtml, indent);
    text.append(value, 0);
    return text.out.toString();
  }

  private void append(@Nullable Object value, int depth) {
    budget.checkNesting(depth);
    budget.spendText(out.length() > Budget.MAX_TEXT ? out.length() : 1);
    switch (value) {
      case null -> out.append("null");
      case Boolean _, Long _ -> out.append(value);
      case Double number -> out.append(number(number));
      case List<?> list -> list(list, depth);
      case Map<?, ?> mapping -> mapping(mapping, depth);
      default -> string(value.toString());
    }
  }

  private void list(List<?> list, int depth) {
    out.append('[');
    boolean first = true;
    for (Object element : list) {
      out.append(first ? "" : ",");
      first = false;
      line(depth + 1);
      append(element, depth + 1);
    }
    if (!first) {
      line(depth);
    }
    out.append(']');
  }

  private void mapping(Map<?, ?> mapping, int depth) {
    budget.spend(mapping.size());
    out.append('{');
    boolean first = true;
    for (var entry : new TreeMap<>(mapping).entrySet()) {
      out.append(first ? "" : ",");
      first = false;
      line(depth + 1);
      string(String.valueOf(entry.getKey()));
      out.append(indent.isEmpty() ? ":" : ": ");
      append(entry.getValue(), depth + 1);
    }
    if (!first) {
      line(depth);
    }
    out.append('}');
  }

  private void line(int depth) {
    if (!indent.isEmpty()) {
      out.append('\n').repeat(indent, depth);
    }
  }

  private static String number(double number) {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      throw new RefusedException("JSON has no number " + GoText.fraction(number));
    }
    double size = Math.abs(number);
    if (size != 0 && (size < FIRST_SMALL || size >= FIRST_LARGE)) {
      return GoText.fraction(number).replace("e-0", "e-");
    }
    return new java.math.BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString();
  }

  private void string(String text) {
    budget.spend(text.length());
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int named = "\b\f\n\r\t\"\\".indexOf(c);
      if (named >= 0) {
        out.append('\\').append("bfnrt\"\\".charAt(named));
      } else if (c < ' ' || c == '\u2028' || c == '\u2029' || (escapesHtml && isHtml(c))) {
        out.append("\\u").append(GoText.hex(c, 4));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  private static boolean isHtml(char c) {
    return c == '<' || c == '>' || c == '&';
  }

  /** JSON to a plain value. */
  static @Nullable Object read(String json, Budget budget) {
    budget.spend(json.length());
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder().maxNestingDepth(Budget.MAX_NESTING).build())
            .build();
    try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), json)) {
      Object value = read(parser, parser.nextToken(), budget);
      if (parser.nextToken() != null) {
        throw new RefusedException("something follows the JSON value");
      }
      return value;
    } catch (JacksonException e) {
      throw new RefusedException(
          "this is no JSON: " + e.getOriginalMessage().lines().findFirst().orElse(""));
    }
  }

  private static @Nullable Object read(
      JsonParser parser, @Nullable JsonToken token, Budget budget) {
    if (token == null) {
      throw new RefusedException("this JSON ends too early");
    }
    budget.step();
    return switch (token) {
      case START_OBJECT -> {
        Map<String, @Nullable Object> mapping = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String key = parser.currentName();
          mapping.put(key, read(parser, parser.nextToken(), budget));
        }
        yield mapping;
      }
      case START_ARRAY -> {
        List<@Nullable Object> list = new ArrayList<>();
        JsonToken next = parser.nextToken();
        while (next != JsonToken.END_ARRAY) {
          list.add(read(parser, next, budget));
          next = parser.nextToken();
        }
        yield list;
      }
      case VALUE_NUMBER_INT -> {
        // Larger ones lose digits, as all do in Go.
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
          yield parser.getDoubleValue();
        }
        yield parser.getLongValue();
      }
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> parser.getString();
    };
  }
}
