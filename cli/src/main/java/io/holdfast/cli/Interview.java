package io.holdfast.cli;

import io.holdfast.config.account.SaltedHash;
import io.holdfast.config.action.Password;
import io.holdfast.config.draft.Answers;
import io.holdfast.config.draft.Question;
import io.holdfast.image.disk.DiskFacts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks what a first machine needs. What was answered beforehand is not asked; each answer is
 * checked at once, and asked for again if it is wrong. For one thread.
 *
 * @param conversation null if there is nobody to ask
 * @param takesUsual whether nothing is asked that has a usual answer, or need not have one
 * @param disks of this machine, to choose from
 */
record Interview(
    @Nullable Conversation conversation,
    boolean takesUsual,
    KeyAnswer keys,
    List<DiskFacts> disks) {
  /** Somebody who is wrong more often needs another kind of help. */
  private static final int MOST_TRIES = 10;

  /** Answers that nobody can give. */
  static final class MissingException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Question> questions;

    private MissingException(List<Question> questions) {
      super("unanswered");
      this.questions = List.copyOf(questions);
    }

    List<Question> questions() {
      return questions;
    }
  }

  /** Whoever answers has left, or was wrong too often. */
  static final class EndedException extends IOException {
    private static final long serialVersionUID = 1L;

    private EndedException(String message) {
      super(message);
    }
  }

  /** An answer that was given beforehand and is wrong. */
  static final class WrongException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Question question;

    private WrongException(Question question, IllegalArgumentException cause) {
      super(cause.getMessage(), cause);
      this.question = question;
    }

    Question question() {
      return question;
    }
  }

  /**
   * All answers.
   *
   * @param given what was answered beforehand
   * @throws WrongException if one of these is wrong
   * @throws MissingException with all that is missing, where nobody can be asked
   * @throws EndedException if whoever answers leaves, or is wrong again and again
   * @throws IOException if nobody can be asked any more
   */
  Answers run(Map<Question, String> given) throws WrongException, MissingException, IOException {
    Answers answers = Answers.NONE;
    List<Question> missing = new ArrayList<>();
    for (Question question : Question.values()) {
      String answer = given.get(question);
      boolean matters = !question.isOfFixedAddress() || answers.isFixedAddress();
      if (answer == null && matters && takesUsual) {
        answer = usual(question).isEmpty() ? null : usual(question);
      }
      if (answer != null) {
        answers = beforehand(answers, question, answer);
      } else if (matters && conversation != null && !takesUsual) {
        answers = ask(conversation, answers, question);
      } else if (!question.isOptional()) {
        missing.add(question);
      }
    }
    if (!missing.isEmpty()) {
      throw new MissingException(missing);
    }
    return answers;
  }

  private Answers beforehand(Answers answers, Question question, String answer)
      throws WrongException {
    try {
      return with(answers, question, answer);
    } catch (IllegalArgumentException e) {
      throw new WrongException(question, e);
    }
  }

  private Answers ask(Conversation with, Answers answers, Question question) throws IOException {
    if (question == Question.DISK) {
      disks.forEach(disk -> with.say("  " + disk.describe() + remark(disk)));
    }
    for (int i = 0; i < MOST_TRIES; i++) {
      try {
        String answer = question == Question.PASSWORD ? password(with) : line(with, question);
        return answer.isEmpty() && question.isOptional()
            ? answers
            : with(answers, question, answer);
      } catch (IllegalArgumentException e) {
        with.say("  " + e.getMessage());
      }
    }
    throw new EndedException(
        "That were "
            + MOST_TRIES
            + " answers, and none could be taken. Nothing was written. See 'holdfast config new"
            + " --help' for examples.");
  }

  private String line(Conversation with, Question question) throws IOException {
    String usual = usual(question);
    String answer =
        present(with.ask(question.prompt() + (usual.isEmpty() ? "" : " [" + usual + "]") + ": "));
    return answer.isBlank() ? usual : answer.strip();
  }

  /** Asked for twice, for nobody sees what is typed; empty for none. */
  private static String password(Conversation with) throws IOException {
    char[] typed = with.askHidden(Question.PASSWORD.prompt() + ": ");
    String first = present(typed == null ? null : new String(typed));
    if (first.isEmpty()) {
      return "";
    }
    new Password(first.startsWith("$") ? "-" : first);
    char[] again = with.askHidden("The same again: ");
    if (!Arrays.equals(typed, present(again == null ? null : new String(again)).toCharArray())) {
      throw new IllegalArgumentException("the two differ");
    }
    return SaltedHash.of(first);
  }

  private static String present(@Nullable String answer) throws IOException {
    if (answer == null) {
      throw new EndedException("The answers ended too early. Nothing was written.");
    }
    return answer;
  }

  private Answers with(Answers answers, Question question, String answer) {
    return answers.with(question, question == Question.KEY ? keyText(answer) : answer);
  }

  /** Several keys are lines, each of which may be a file. */
  private String keyText(String answer) {
    List<String> texts = new ArrayList<>();
    answer.lines().forEach(line -> texts.add(keys.text(line)));
    String text = String.join("\n", texts);
    if (text.isBlank()) {
      throw new IllegalArgumentException(
          "without a key nobody logs in over SSH; if that is meant, answer '"
              + Answers.NOTHING
              + "'");
    }
    return text;
  }

  private String usual(Question question) {
    return question == Question.KEY ? keys.usual().orElse("") : question.usual();
  }

  /** What to think of before that disk of this machine is chosen; empty for nothing. */
  Optional<String> warning(String device) {
    return disks.stream()
        .filter(disk -> disk.device().toString().equals(device))
        .findFirst()
        .filter(disk -> !remark(disk).isEmpty())
        .map(disk -> disk.describe() + remark(disk));
  }

  private static String remark(DiskFacts disk) {
    String where = disk.placement() == DiskFacts.Placement.EXTERNAL ? ", can be taken out" : "";
    String use = disk.uses().isEmpty() ? "" : ", in use: " + disk.uses().getFirst();
    String lock = disk.access() == DiskFacts.Access.READ_ONLY ? ", cannot be written" : "";
    return where + use + lock;
  }
}
