package io.holdfast.lab.machine.serial;

import java.io.IOException;
import java.nio.channels.ByteChannel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a machine prints on its first serial line, as lines of plain text with the time at which
 * each was finished; and a way to type. Safe for use by several threads, but waiting is for one:
 * each wait goes on where the last one found what it waited for.
 */
public final class SerialConsole implements AutoCloseable {
  /** Lines kept: many boots with every kernel message, a few megabytes. */
  public static final int LINES_KEPT = 20_000;

  /** A screen in a report, as a serial terminal would show it. */
  public static final int SCREEN_LINES = 25;

  public static final int SCREEN_COLUMNS = 80;

  private static final int LINES_IN_MESSAGE = 8;

  /**
   * A line of the console.
   *
   * @param number counted from 0 since the machine started
   * @param at when it was finished, by the host's clock
   * @param text without control characters and trailing blanks
   */
  public record Line(long number, Instant at, String text) {}

  private final SerialLine line;
  private final InstantSource clock;
  private final List<Consumer<Line>> listeners = new CopyOnWriteArrayList<>();
  private final Deque<Line> lines = new ArrayDeque<>();
  private final PlainText text = new PlainText(this::finished);
  private final List<Line> news = new ArrayList<>();
  private long count;
  private long searchFrom;
  private int searchFromColumn;
  private boolean ended;

  /** Starts reading. The channel is closed with this. */
  public SerialConsole(ByteChannel channel, InstantSource clock) {
    this.line = new SerialLine(channel);
    this.clock = clock;
    line.read("serial console", this::arrived, this::ended);
  }

  /**
   * Adds a listener that gets every finished line from now on, one after another, on the thread
   * that reads: it must be quick and must not wait on this console.
   */
  public void onLine(Consumer<Line> listener) {
    listeners.add(listener);
  }

  /** Every line that is kept, oldest first; the unfinished one is not among them. */
  public synchronized List<Line> transcript() {
    return List.copyOf(lines);
  }

  /** The newest text there is: the unfinished line, or the last one that is not blank, or "". */
  public synchronized String lastLine() {
    String unfinished = text.unfinished();
    if (!unfinished.isBlank()) {
      return unfinished;
    }
    return lines.reversed().stream()
        .map(Line::text)
        .filter(candidate -> !candidate.isBlank())
        .findFirst()
        .orElse("");
  }

  /**
   * The last lines as a screen would show them, long ones folded.
   *
   * @return at most {@link #SCREEN_LINES} of at most {@link #SCREEN_COLUMNS} characters
   */
  public synchronized List<String> screen() {
    List<String> rows = new ArrayList<>();
    lines.stream()
        .skip(Math.max(0, lines.size() - SCREEN_LINES))
        .forEach(shown -> fold(shown.text(), rows));
    if (!text.unfinished().isEmpty()) {
      fold(text.unfinished(), rows);
    }
    return List.copyOf(rows.subList(Math.max(0, rows.size() - SCREEN_LINES), rows.size()));
  }

  /**
   * Waits for a text on the console, finished line or not, after the place where the last wait
   * ended.
   *
   * @return the line that holds it, as far as it is printed
   * @throws MachineSilentException if it does not come within the limit
   * @throws MachineWentAwayException if the line ends without it
   */
  public synchronized Line waitFor(String wanted, Duration limit)
      throws MachineSilentException, MachineWentAwayException, InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    for (Line found = find(wanted); ; found = find(wanted)) {
      if (found != null) {
        return found;
      }
      if (ended) {
        throw new MachineWentAwayException(
            "The machine went away before it printed '" + wanted + "'. " + lastWords());
      }
      long millis = (deadline - System.nanoTime()) / 1_000_000;
      if (millis <= 0) {
        throw new MachineSilentException(
            "The machine did not print '"
                + wanted
                + "' within "
                + limit.toMillis()
                + " ms. "
                + lastWords());
      }
      wait(millis);
    }
  }

  /** Types on the console; a line ends with {@code \r}. */
  public void type(String keys) throws IOException {
    line.write(keys);
  }

  /** Stops reading. What was read is kept. */
  @Override
  public void close() {
    line.close();
  }

  private void arrived(byte[] piece) {
    List<Line> finished;
    synchronized (this) {
      text.feed(piece);
      finished = List.copyOf(news);
      news.clear();
      notifyAll();
    }
    finished.forEach(done -> listeners.forEach(listener -> listener.accept(done)));
  }

  private synchronized void ended() {
    ended = true;
    text.endLine();
    notifyAll();
  }

  private void finished(String words) {
    Line done = new Line(count++, clock.instant(), words);
    news.add(done);
    lines.addLast(done);
    if (lines.size() > LINES_KEPT) {
      lines.removeFirst();
    }
  }

  private @Nullable Line find(String wanted) {
    Iterator<Line> newestFirst = lines.descendingIterator();
    List<Line> candidates = new ArrayList<>();
    while (newestFirst.hasNext()) {
      Line candidate = newestFirst.next();
      if (candidate.number() < searchFrom) {
        break;
      }
      candidates.add(candidate);
    }
    candidates.addFirst(new Line(count, clock.instant(), text.unfinished()));
    for (Line candidate : candidates.reversed()) {
      int start = candidate.number() == searchFrom ? searchFromColumn : 0;
      int place = candidate.text().indexOf(wanted, start);
      if (place >= 0) {
        searchFrom = candidate.number();
        searchFromColumn = place + wanted.length();
        return candidate;
      }
    }
    // Finished lines need no second look; the unfinished one may still be written over.
    if (searchFrom < count) {
      searchFrom = count;
      searchFromColumn = 0;
    }
    return null;
  }

  private String lastWords() {
    List<String> screen = screen();
    return screen.isEmpty()
        ? "It printed nothing."
        : "Its last lines:\n  "
            + String.join(
                "\n  ",
                screen.subList(Math.max(0, screen.size() - LINES_IN_MESSAGE), screen.size()));
  }

  private static void fold(String words, List<String> rows) {
    int start = 0;
    do {
      int end = Math.min(words.length(), start + SCREEN_COLUMNS);
      rows.add(words.substring(start, end));
      start = end;
    } while (start < words.length());
  }
}
