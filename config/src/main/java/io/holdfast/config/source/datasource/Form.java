package io.holdfast.config.source.datasource;

import io.holdfast.config.yaml.Problems;
import io.holdfast.config.yaml.YamlDocument;
import io.holdfast.config.yaml.YamlMapping;
import io.holdfast.config.yaml.YamlNode;
import io.holdfast.config.yaml.YamlScalar;
import io.holdfast.config.yaml.YamlSequence;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** How a service writes a value: bytes to texts. Each refuses what does not look like it. */
sealed interface Form {
  /** A machine has fewer keys; more come from a service that is none. */
  int MAX_VALUES = 64;

  /**
   * Reads.
   *
   * @return at most {@link #MAX_VALUES}, without blanks around them, none of them empty
   * @throws IOException with the reason, in words that follow the address and a colon
   */
  List<String> read(byte[] bytes) throws IOException;

  /** A value a line; lines with a '#' before them are remarks. */
  record Lines() implements Form {
    @Override
    public List<String> read(byte[] bytes) throws IOException {
      List<String> values = new ArrayList<>();
      for (String line : text(bytes).split("\n")) {
        if (!line.startsWith("#")) {
          add(values, line);
        }
      }
      return values;
    }
  }

  /**
   * {@code user:key} a line, as Google writes keys. One that expires is left out: nothing here
   * would take it away again.
   */
  record GoogleKeys() implements Form {
    @Override
    public List<String> read(byte[] bytes) throws IOException {
      List<String> values = new ArrayList<>();
      for (String line : new Lines().read(bytes)) {
        int colon = line.indexOf(':');
        if (colon > 0 && !line.contains("\"expireOn\"")) {
          add(values, line.substring(colon + 1));
        }
      }
      return values;
    }
  }

  /**
   * A value of a mapping in JSON or YAML: a text, a list of texts, or a mapping whose values are
   * texts.
   *
   * @param keys the first that is there counts
   */
  record Key(List<String> keys) implements Form {
    public Key {
      keys = List.copyOf(keys);
    }

    static Key of(String... keys) {
      return new Key(List.of(keys));
    }

    @Override
    public List<String> read(byte[] bytes) throws IOException {
      Problems problems = new Problems();
      YamlNode root = YamlDocument.parse("answer", text(bytes), problems);
      if (problems.count() > 0 || !(root instanceof YamlMapping || root.isNull())) {
        throw new IOException("it is no mapping in JSON or YAML");
      }
      List<String> values = new ArrayList<>();
      if (root instanceof YamlMapping top) {
        for (String key : keys) {
          if (top.has(key)) {
            collect(top.find(key).orElseThrow(), values);
            break;
          }
        }
      }
      return values;
    }

    private static void collect(YamlNode node, List<String> values) throws IOException {
      if (node instanceof YamlScalar scalar) {
        add(values, scalar.isPlain() && node.isNull() ? "" : scalar.text());
      } else if (node instanceof YamlSequence sequence) {
        for (String text : sequence.texts()) {
          add(values, text);
        }
      } else if (node instanceof YamlMapping mapping) {
        for (String key : mapping.keys()) {
          mapping.optionalText(key).ifPresent(text -> addQuietly(values, text));
        }
      }
      if (values.size() > MAX_VALUES) {
        throw tooMany();
      }
    }
  }

  /**
   * A variable of a file for a shell, {@code NAME='value'}.
   *
   * @param name whole, or with a '*' for a number
   */
  record Variable(String name) implements Form {
    @Override
    public List<String> read(byte[] bytes) throws IOException {
      int star = name.indexOf('*');
      String before = star < 0 ? name : name.substring(0, star);
      String after = star < 0 ? "" : name.substring(star + 1);
      List<String> values = new ArrayList<>();
      for (String line : text(bytes).lines().toList()) {
        int equals = line.indexOf('=');
        if (equals > 0 && matches(line.substring(0, equals), before, after, star >= 0)) {
          add(values, unquoted(line.substring(equals + 1).strip()));
        }
      }
      return values;
    }

    private static boolean matches(String found, String before, String after, boolean number) {
      if (!number) {
        return found.equals(before);
      }
      return found.length() > before.length() + after.length()
          && found.startsWith(before)
          && found.endsWith(after)
          && found
              .substring(before.length(), found.length() - after.length())
              .chars()
              .allMatch(c -> c >= '0' && c <= '9');
    }

    private static String unquoted(String text) {
      boolean quoted =
          text.length() > 1
              && (text.charAt(0) == '\'' || text.charAt(0) == '"')
              && text.charAt(text.length() - 1) == text.charAt(0);
      return quoted ? text.substring(1, text.length() - 1) : text;
    }
  }

  private static void add(List<String> values, String text) throws IOException {
    if (values.size() == MAX_VALUES) {
      throw tooMany();
    }
    addQuietly(values, text);
  }

  private static void addQuietly(List<String> values, String text) {
    if (!text.isBlank()) {
      values.add(text.strip());
    }
  }

  private static IOException tooMany() {
    return new IOException("it has more than " + MAX_VALUES + " values");
  }

  private static String text(byte[] bytes) throws IOException {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (text.indexOf('\0') >= 0) {
        throw new IOException("it holds a character of code 0");
      }
      return text;
    } catch (CharacterCodingException e) {
      throw new IOException("it is not text in UTF-8", e);
    }
  }
}
