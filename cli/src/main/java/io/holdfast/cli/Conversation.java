package io.holdfast.cli;

import java.io.Console;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Somebody who is asked questions, one after the other. For one thread. */
interface Conversation {
  /** Tells a line. */
  void say(String line);

  /** Asks for a line; null if whoever answers has left. */
  @Nullable String ask(String prompt) throws IOException;

  /** Asks for a line that is not shown; null if whoever answers has left. */
  char @Nullable [] askHidden(String prompt) throws IOException;

  /** Forgets what was typed before anybody asked, so that it is no answer to what is asked next. */
  default void forgetTyped() {}

  /** With whoever sits at this terminal. */
  static Conversation at(Console console) {
    return new Conversation() {
      @Override
      public void say(String line) {
        console.printf("%s%n", line);
      }

      @Override
      public @Nullable String ask(String prompt) {
        return console.readLine("%s", prompt);
      }

      @Override
      public char @Nullable [] askHidden(String prompt) {
        return console.readPassword("%s", prompt);
      }
    };
  }
}
