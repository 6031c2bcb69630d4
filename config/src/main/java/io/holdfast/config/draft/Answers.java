package io.holdfast.config.draft;

import io.holdfast.config.action.SshKey;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Answers that are good, each by itself and with those before it. Immutable.
 *
 * @param given what was answered; the rest is as usual
 */
public record Answers(Map<Question, String> given) {
  /** Nothing is answered yet. */
  public static final Answers NONE = new Answers(Map.of());

  /** What says that there shall be none. */
  public static final String NOTHING = "none";

  /** As long as several keys of the largest kind. */
  private static final int MOST_CHARACTERS = 100_000;

  /** Beside the name of its question, as much as a screen is wide. */
  private static final int MOST_SHOWN = 60;

  /** Copies. */
  public Answers {
    given = Map.copyOf(given);
  }

  /**
   * With one more.
   *
   * @param answer a line; for keys, several
   * @throws IllegalArgumentException with what is wrong with it, and what would be right
   */
  public Answers with(Question question, String answer) {
    demandPrintable(answer, question == Question.KEY);
    if (question != Question.HOSTNAME && answer.contains("{{")) {
      throw new IllegalArgumentException("a template can only be in the hostname");
    }
    if (question.isOfFixedAddress() && !isFixedAddress()) {
      throw new IllegalArgumentException("it is only for a network with a fixed address");
    }
    Map<Question, String> more = new EnumMap<>(Question.class);
    more.putAll(given);
    more.put(question, answer.strip());
    Answers all = new Answers(more);
    List<String> remarks = all.draft().remarks();
    if (!remarks.isEmpty()) {
      throw new IllegalArgumentException(remarks.getFirst());
    }
    return all;
  }

  /** True if the machine is to have an address of its own. */
  public boolean isFixedAddress() {
    return Network.isFixed(text(Question.NETWORK));
  }

  /**
   * All that they say, for a person to look at once more: a line each, of what was answered and of
   * what is as usual. No secret is in it.
   */
  public List<String> summary() {
    List<String> lines = new ArrayList<>();
    for (Question question : Question.values()) {
      if (!question.isOfFixedAddress() || isFixedAddress()) {
        String title = question.word();
        for (String answer : shown(question)) {
          lines.add(String.format(Locale.ROOT, "%-14s %s", title, answer));
          title = "";
        }
      }
    }
    return lines;
  }

  private List<String> shown(Question question) {
    String answer = text(question);
    if (answer.isEmpty()) {
      return List.of(NOTHING);
    }
    return switch (question) {
      case PASSWORD -> List.of("as it was typed");
      case KEY -> lines(answer).map(Answers::shortened).toList();
      default -> List.of(answer);
    };
  }

  /** Of a long key its kind, its end and whose it is, for the rest is told apart by nobody. */
  private static String shortened(String key) {
    return key.length() <= MOST_SHOWN
        ? key
        : key.substring(0, MOST_SHOWN / 2) + "..." + key.substring(key.length() - MOST_SHOWN / 2);
  }

  /** What they come to. */
  public Draft draft() {
    String hash = text(Question.PASSWORD);
    String repairFrom = text(Question.REPAIR_FROM);
    return new Draft(
        text(Question.DISK),
        text(Question.HOSTNAME),
        text(Question.USER),
        text(Question.KEY).equals(NOTHING)
            ? List.of()
            : lines(text(Question.KEY)).map(SshKey::new).toList(),
        hash.isEmpty() ? null : hash,
        Network.of(
            text(Question.NETWORK),
            text(Question.INTERFACE),
            text(Question.GATEWAY),
            text(Question.DNS)),
        repairFrom.isEmpty() ? null : repairFrom);
  }

  private String text(Question question) {
    String answer = given.getOrDefault(question, question.usual());
    return question.isOptional() && answer.equals(NOTHING) ? "" : answer;
  }

  private static Stream<String> lines(String text) {
    return text.lines().map(String::strip).filter(line -> !line.isEmpty());
  }

  /** A character that is not seen would be in the file for ever. */
  private static void demandPrintable(String answer, boolean mayHaveLines) {
    if (answer.length() > MOST_CHARACTERS) {
      throw new IllegalArgumentException(
          "an answer has at most "
              + MOST_CHARACTERS
              + " characters, and this has "
              + answer.length());
    }
    boolean good =
        answer
            .codePoints()
            .allMatch(
                c ->
                    (mayHaveLines && c == '\n')
                        || switch (Character.getType(c)) {
                          case Character.CONTROL,
                              Character.FORMAT,
                              Character.SURROGATE,
                              Character.UNASSIGNED,
                              Character.PRIVATE_USE,
                              Character.LINE_SEPARATOR,
                              Character.PARAGRAPH_SEPARATOR ->
                              false;
                          default -> true;
                        });
    if (!good) {
      throw new IllegalArgumentException("an answer has no characters that cannot be seen");
    }
  }
}
