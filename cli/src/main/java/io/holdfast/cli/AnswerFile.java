package io.holdfast.cli;

import io.holdfast.config.draft.Question;
import io.holdfast.config.yaml.Quoted;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers that stand in a file: lines {@code key=value}, empty ones and comments. Stateless. */
final class AnswerFile {
  /** Keys may be long, but nobody has this many of them. */
  private static final int MOST_BYTES = 1 << 18;

  private AnswerFile() {}

  /**
   * Reads them; the keys of several lines are several.
   *
   * @param name of the file, for messages
   * @throws IllegalArgumentException with the line that is wrong
   * @throws IOException if it cannot be read, or is no text in UTF-8
   */
  static Map<Question, String> read(String name, InputStream stream) throws IOException {
    byte[] bytes = stream.readNBytes(MOST_BYTES + 1);
    if (bytes.length > MOST_BYTES) {
      throw new IllegalArgumentException(
          name + ": answers have at most " + MOST_BYTES + " bytes, and these have more");
    }
    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    Map<Question, String> answers = new EnumMap<>(Question.class);
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        add(answers, line, name + ":" + (i + 1) + ": ");
      }
    }
    return answers;
  }

  private static void add(Map<Question, String> answers, String line, String place) {
    int equals = line.indexOf('=');
    String key = equals < 0 ? line : line.substring(0, equals).strip();
    Optional<Question> question = Question.named(key);
    if (equals < 0 || question.isEmpty()) {
      throw new IllegalArgumentException(
          place
              + Quoted.of(key)
              + (equals < 0 ? " has no '='" : " is no question")
              + "; write lines like 'hostname=edge', with the names of the options");
    }
    String value = line.substring(equals + 1).strip();
    if (question.get() == Question.KEY) {
      answers.merge(Question.KEY, value, (one, other) -> one + "\n" + other);
    } else if (answers.put(question.get(), value) != null) {
      throw new IllegalArgumentException(place + Quoted.of(key) + " is answered twice; keep one");
    }
  }
}
