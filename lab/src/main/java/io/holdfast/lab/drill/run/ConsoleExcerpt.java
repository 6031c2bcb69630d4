package io.holdfast.lab.drill.run;

import java.util.ArrayList;
import java.util.List;

/** Of a long console, what fits a message and says most. Pure. */
final class ConsoleExcerpt {
  private static final int LAST = 6;

  /** A crash of a JVM says what it was in its first lines, and ends hundreds of lines later. */
  private static final String CRASH = "# A fatal error has been detected";

  private static final int OF_CRASH = 16;

  /** A screen's width; registers and maps are longer. */
  private static final int WIDTH = 160;

  private ConsoleExcerpt() {}

  /** True if a JVM crashed. */
  static boolean hasCrash(List<String> console) {
    return console.stream().anyMatch(line -> line.startsWith(CRASH));
  }

  /**
   * The beginning of the last crash of a JVM, if there was one, and the last lines, in one line.
   *
   * @param console its lines, oldest first
   */
  static String of(List<String> console) {
    List<String> shown = new ArrayList<>();
    int last = Math.max(0, console.size() - LAST);
    for (int i = console.size() - 1; i >= 0; i--) {
      if (console.get(i).startsWith(CRASH)) {
        console.subList(i, Math.min(i + OF_CRASH, console.size())).stream()
            .filter(line -> line.length() > 1)
            .forEach(shown::add);
        last = Math.max(last, Math.min(i + OF_CRASH, console.size()));
        break;
      }
    }
    shown.addAll(console.subList(last, console.size()));
    return String.join(
        " | ",
        shown.stream().map(line -> line.substring(0, Math.min(WIDTH, line.length()))).toList());
  }
}
