package io.holdfast.cli;

import io.holdfast.config.draft.Answers;
import io.holdfast.config.draft.Draft;
import io.holdfast.config.draft.Question;
import io.holdfast.release.manifest.ManifestException;
import io.holdfast.release.trust.UntrustedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Asks what a node is to be and where it is to be installed, shows what was answered and what would
 * be written, and asks about that once more. Whoever leaves begins again; nothing is decided by
 * waiting. Writes nothing itself. For one thread.
 *
 * @param with whom
 * @param interviews one for each beginning, with the disks that are there then
 * @param planner says what an installation would do
 */
record AskedInstall(Conversation with, Supplier<Interview> interviews, Planner planner) {
  /** As of an interview: somebody who is wrong more often begins again. */
  private static final int MOST_TRIES = 10;

  private static final String GREETING =
      """

      Nothing is known of this node yet. What you answer becomes its configuration. An empty answer
      takes what stands in brackets, and Ctrl-C begins again. Nothing is written until all is shown
      once more and you say so. A keyboard at the screen is read as one of the US.
      """;

  /** What would become of an answer. */
  sealed interface Outlook {
    /**
     * It can be done.
     *
     * @param disk what is written, without links
     * @param holds what is lost; empty if nothing is
     * @param text all of it, for a person
     */
    record Possible(Path disk, String holds, String text) implements Outlook {}

    /** It cannot, on this disk. */
    record Refused(String why) implements Outlook {}
  }

  /** Who looks at a disk before anything is written. */
  interface Planner {
    /**
     * Looks.
     *
     * @param disk {@code auto} for the one empty internal disk, or a path
     * @throws UntrustedException if the release is not signed by a trusted key
     * @throws ManifestException if this Holdfast cannot use its manifest
     * @throws IOException if the release cannot be read
     */
    Outlook look(String disk, byte[] configuration)
        throws UntrustedException, ManifestException, IOException, InterruptedException;
  }

  /**
   * What a person has said yes to.
   *
   * @param erases whether what the disk holds is lost
   */
  record Confirmed(Draft draft, Path disk, boolean erases) {
    /** The configuration's bytes. */
    byte[] configuration() {
      return draft.text().getBytes(StandardCharsets.UTF_8);
    }
  }

  /**
   * Asks until somebody says yes.
   *
   * @throws UntrustedException if the release is not signed by a trusted key
   * @throws ManifestException if this Holdfast cannot use its manifest
   * @throws IOException if the release cannot be read, or nobody can be asked any more
   */
  Confirmed run() throws UntrustedException, ManifestException, IOException, InterruptedException {
    // Each turn waits for somebody to answer; who never does has all the time there is.
    while (true) {
      try {
        Optional<Confirmed> confirmed = once();
        if (confirmed.isPresent()) {
          return confirmed.get();
        }
      } catch (Interview.EndedException e) {
        with.say("  " + e.getMessage());
      }
      with.say("All is asked again.");
    }
  }

  private Optional<Confirmed> once()
      throws UntrustedException, ManifestException, IOException, InterruptedException {
    GREETING.lines().forEach(with::say);
    with.forgetTyped();
    Interview interview = interviews.get();
    Answers answers = ask(interview, Map.of());
    for (int i = 0; i < MOST_TRIES; i++) {
      Draft draft = answers.draft();
      byte[] configuration = draft.text().getBytes(StandardCharsets.UTF_8);
      switch (planner.look(draft.disk(), configuration)) {
        case Outlook.Possible possible -> {
          show(answers, possible, interview);
          return isMeant(possible)
              ? Optional.of(new Confirmed(draft, possible.disk(), !possible.holds().isEmpty()))
              : Optional.empty();
        }
        case Outlook.Refused(String why) -> {
          why.lines().forEach(line -> with.say("  " + line));
          answers = ask(interview, withoutDisk(answers));
        }
      }
    }
    return Optional.empty();
  }

  private static Answers ask(Interview interview, Map<Question, String> given) throws IOException {
    try {
      return interview.run(given);
    } catch (Interview.WrongException | Interview.MissingException e) {
      throw new IllegalStateException("somebody is asked, and what is given was answered", e);
    }
  }

  private static Map<Question, String> withoutDisk(Answers answers) {
    Map<Question, String> others = new EnumMap<>(Question.class);
    others.putAll(answers.given());
    others.remove(Question.DISK);
    // What may be left out was left out on purpose if it is not there.
    for (Question question : Question.values()) {
      boolean matters = !question.isOfFixedAddress() || answers.isFixedAddress();
      if (question.isOptional() && matters) {
        others.putIfAbsent(question, Answers.NOTHING);
      }
    }
    return others;
  }

  private void show(Answers answers, Outlook.Possible possible, Interview interview) {
    with.say("");
    with.say("This is what you answered:");
    answers.summary().forEach(line -> with.say("  " + line));
    with.say("");
    with.say("This is what is installed, and where:");
    possible.text().lines().forEach(line -> with.say("  " + line));
    with.say("");
    Draft draft = answers.draft();
    if (draft.keys().isEmpty() && !draft.hasSecret()) {
      with.say("WARNING: without a key and a password nobody can log in to this node.");
    }
    interview
        .warning(possible.disk().toString())
        .ifPresent(warning -> with.say("WARNING: " + warning));
    if (!possible.holds().isEmpty()) {
      with.say(
          "WARNING: " + possible.disk() + " holds " + possible.holds() + ". All of it is lost.");
    }
  }

  /** To lose something takes another word than to take an empty disk. */
  private boolean isMeant(Outlook.Possible possible) throws IOException {
    String yes = possible.holds().isEmpty() ? "yes" : "erase";
    List<String> words = List.of(yes, "no");
    with.forgetTyped();
    for (int i = 0; i < MOST_TRIES; i++) {
      String answer =
          with.ask("Write '" + yes + "' to install, or 'no' for all questions once more: ");
      if (answer == null) {
        return false;
      }
      if (words.contains(answer.strip())) {
        return answer.strip().equals(yes);
      }
    }
    return false;
  }
}
