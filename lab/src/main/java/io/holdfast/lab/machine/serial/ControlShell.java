package io.holdfast.lab.machine.serial;

import java.io.IOException;
import java.nio.channels.ByteChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A root shell (bash) that waits on a machine's second serial line, used for one command at a time.
 * Output and exit code are told from everything else on the line by markers with a random token.
 * After each start of the machine, {@link #waitForShell} comes first. Safe for use by several
 * threads; commands then queue.
 */
public final class ControlShell implements AutoCloseable {
  /** Of longer output only the end is kept. */
  public static final int OUTPUT_LIMIT = 4 << 20;

  /** A shell that just started may lose what was typed before it was listening: ask again. */
  private static final Duration CALL_AGAIN = Duration.ofSeconds(2);

  /** For one piece of a command to arrive: an idle shell answers within milliseconds. */
  private static final Duration PIECE_LIMIT = Duration.ofSeconds(30);

  /** Control-C, which ends what runs; see termios(3), VINTR. */
  private static final String INTERRUPT = "\u0003";

  private static final int CHARACTERS_IN_MESSAGE = 1000;

  /** Kept of what nobody waits for, for messages; longer than any marker. */
  private static final int NOISE_LIMIT = 16_384;

  /**
   * How a command ended.
   *
   * @param exitCode 0 to 255; 128 and more for a signal
   * @param output what it printed on both of its outputs, UTF-8
   */
  public record Result(int exitCode, String output) {
    /** True for exit code 0. */
    public boolean succeeded() {
      return exitCode == 0;
    }
  }

  private final SerialLine line;
  private final RandomGenerator random;
  private final Object turn = new Object();

  /** Bytes as they came, one a character; decoded where they leave. */
  private final StringBuilder received = new StringBuilder();

  /** What comes before this, and with it, is of no interest; null once it has come. */
  private @Nullable String awaited;

  private @Nullable String gone = "nobody has waited for its shell yet";
  private boolean ended;

  /** Starts reading. The channel is closed with this. */
  public ControlShell(ByteChannel channel, RandomGenerator random) {
    this.line = new SerialLine(channel);
    this.random = random;
    line.read("control shell", this::arrived, this::ended);
  }

  /**
   * Waits until a shell answers, after a start or restart of the machine.
   *
   * @throws MachineSilentException if none does within the limit
   * @throws MachineWentAwayException if the line ends, for the machine has
   */
  public void waitForShell(Duration limit) throws IOException, InterruptedException {
    synchronized (turn) {
      ShellInput input = new ShellInput(token());
      long deadline = System.nanoTime() + limit.toNanos();
      synchronized (received) {
        gone = null;
      }
      while (true) {
        long left = deadline - System.nanoTime();
        try {
          send(input.call(), input.ready(), Duration.ofNanos(Math.min(left, CALL_AGAIN.toNanos())));
          return;
        } catch (MachineSilentException e) {
          if (left <= CALL_AGAIN.toNanos()) {
            markGone("no shell has answered on it");
            throw e;
          }
        } catch (MachineWentAwayException e) {
          synchronized (received) {
            if (ended) {
              throw e;
            }
            // It restarted once more, which a caller who waits for its shell does not mind.
            gone = null;
          }
        }
      }
    }
  }

  /**
   * Runs a command, or a script of any length, in a bash of its own with no input.
   *
   * @throws MachineWentAwayException if the machine restarts or ends before the command does, or
   *     has since the last {@link #waitForShell}
   * @throws MachineSilentException if it runs past the limit; it is interrupted, and the shell is
   *     to be waited for again
   */
  public Result run(String command, Duration limit) throws IOException, InterruptedException {
    synchronized (turn) {
      ShellInput input = new ShellInput(token());
      try {
        List<String> pieces = input.pieces(command.getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < pieces.size(); i++) {
          send(pieces.get(i), input.got(i), PIECE_LIMIT);
        }
        return runIt(input, limit);
      } catch (MachineSilentException e) {
        markGone("an earlier command ran past its limit");
        line.write(INTERRUPT);
        throw new MachineSilentException(
            "'" + shorten(command) + "' did not end. " + e.getMessage());
      }
    }
  }

  /**
   * Runs a command that must succeed.
   *
   * @return what it printed
   * @throws GuestCommandException for any exit code but 0
   * @throws IOException as {@link #run}
   */
  public String check(String command, Duration limit) throws IOException, InterruptedException {
    Result result = run(command, limit);
    if (!result.succeeded()) {
      throw new GuestCommandException(
          "In the machine, '"
              + shorten(command)
              + "' failed with exit code "
              + result.exitCode()
              + ". It printed: "
              + end(result.output()));
    }
    return result.output();
  }

  /**
   * Tells that the machine restarted or ended, which a serial line does not show: what runs fails
   * with a {@link MachineWentAwayException}.
   */
  public void machineWentAway(String why) {
    markGone(why);
  }

  /** Stops reading; what runs fails. */
  @Override
  public void close() {
    line.close();
  }

  private Result runIt(ShellInput input, Duration limit) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    send(input.run(), input.begin(), limit);
    // A terminal puts a carriage return before each line feed, unless it was told not to.
    String lineEnd = take("\n", deadline, limit) + "\n";
    String output = take(lineEnd + input.end(), deadline, limit);
    int exitCode = Integer.parseInt(take(">", deadline, limit));
    return new Result(exitCode, decode(output.replace(lineEnd, "\n")));
  }

  /** Types a text and waits for the marker that it makes the shell print. */
  private void send(String text, String marker, Duration limit)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    synchronized (received) {
      demandThere();
      received.setLength(0);
      awaited = marker;
    }
    line.write(text);
    synchronized (received) {
      while (awaited != null) {
        sleep(deadline, limit);
      }
    }
  }

  /** Takes everything up to and with the text, and returns what came before it. */
  private String take(String wanted, long deadline, Duration limit)
      throws IOException, InterruptedException {
    synchronized (received) {
      int from = 0;
      int place = received.indexOf(wanted);
      while (place < 0) {
        int before = received.length();
        sleep(deadline, limit);
        // What was searched need not be again, unless its beginning was cut off meanwhile.
        from = received.length() < before ? 0 : Math.max(0, before - wanted.length());
        place = received.indexOf(wanted, from);
      }
      String before = received.substring(0, place);
      received.delete(0, place + wanted.length());
      return before;
    }
  }

  /** Waits for more to arrive. */
  private void sleep(long deadline, Duration limit) throws IOException, InterruptedException {
    synchronized (received) {
      demandThere();
      long millis = (deadline - System.nanoTime()) / 1_000_000;
      if (millis <= 0) {
        throw new MachineSilentException(
            "The machine's shell did not answer within "
                + limit.toMillis()
                + " ms. It printed: "
                + end(received.toString()));
      }
      received.wait(millis);
      demandThere();
    }
  }

  private void arrived(byte[] piece) {
    synchronized (received) {
      received.append(new String(piece, StandardCharsets.ISO_8859_1));
      int place = awaited == null ? -1 : received.indexOf(awaited);
      if (awaited != null && place >= 0) {
        received.delete(0, place + awaited.length());
        awaited = null;
      }
      int limit = awaited == null ? OUTPUT_LIMIT : NOISE_LIMIT;
      if (received.length() > limit) {
        received.delete(0, received.length() - limit / 2);
      }
      received.notifyAll();
    }
  }

  private void ended() {
    synchronized (received) {
      ended = true;
    }
    markGone("its serial line ended");
  }

  private void markGone(String why) {
    synchronized (received) {
      gone = why;
      received.notifyAll();
    }
  }

  private void demandThere() throws MachineWentAwayException {
    synchronized (received) {
      if (ended || gone != null) {
        throw new MachineWentAwayException(
            "The machine cannot be told anything: "
                + (ended ? "its serial line ended" : gone)
                + (ended ? "." : ". Wait for its shell first."));
      }
    }
  }

  private String token() {
    return Long.toHexString(random.nextLong() | Long.MIN_VALUE);
  }

  private static String decode(String bytes) {
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private static String shorten(String command) {
    return command.length() <= CHARACTERS_IN_MESSAGE
        ? command
        : command.substring(0, CHARACTERS_IN_MESSAGE) + "...";
  }

  private static String end(String output) {
    String text = output.strip();
    return text.isEmpty()
        ? "nothing."
        : text.substring(Math.max(0, text.length() - CHARACTERS_IN_MESSAGE));
  }
}
