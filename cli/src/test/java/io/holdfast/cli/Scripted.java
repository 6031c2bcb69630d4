package io.holdfast.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Somebody who answers as is written down, and then leaves. All that is shown is kept. */
final class Scripted implements Conversation {
  /** Written down where somebody leaves, and comes again. */
  static final String LEAVES = "\u0003";

  /** Among what is shown: what was typed before is forgotten here. */
  static final String FORGETS = "<forgets>";

  private final List<String> said;
  private final Deque<String> answers;

  Scripted(List<String> said, String... answers) {
    this.said = said;
    this.answers = new ArrayDeque<>(List.of(answers));
  }

  /** What was not asked for. */
  int left() {
    return answers.size();
  }

  @Override
  public void say(String line) {
    said.add(line);
  }

  @Override
  public @Nullable String ask(String prompt) {
    said.add(prompt);
    String answer = answers.poll();
    return LEAVES.equals(answer) ? null : answer;
  }

  @Override
  public void forgetTyped() {
    said.add(FORGETS);
  }

  @Override
  public char @Nullable [] askHidden(String prompt) {
    String answer = ask(prompt);
    return answer == null ? null : answer.toCharArray();
  }
}
