package io.holdfast.host;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One run of an outside program: an argument list (never a shell string), its environment, its
 * folder, what it reads and a time limit. Immutable; safe for use by several threads.
 *
 * @param arguments the program and its arguments, at least one
 * @param environment variables laid over the caller's own environment
 * @param folder where it runs; null for the caller's own
 * @param input what it reads on standard input; empty for nothing
 * @param limit after this long it is killed, with all that it started
 */
public record Command(
    List<String> arguments,
    Map<String, String> environment,
    @Nullable Path folder,
    String input,
    Duration limit) {

  /** What is kept of each output stream: enough for a build log's end, little enough for a node. */
  public static final int OUTPUT_LIMIT = 1 << 20;

  /** For programs that answer at once. */
  public static final Duration SHORT = Duration.ofSeconds(60);

  private static final int LINES_IN_MESSAGE = 20;

  /** Output is text in UTF-8, cut to its last {@link #OUTPUT_LIMIT} bytes. */
  public record Result(int exitCode, String output, String errors) {
    /** True for exit code 0. */
    public boolean succeeded() {
      return exitCode == 0;
    }
  }

  /** Checks and copies. */
  public Command {
    if (arguments.isEmpty()) {
      throw new IllegalArgumentException("a command needs at least a program");
    }
    if (limit.isNegative() || limit.isZero()) {
      throw new IllegalArgumentException("a command needs a time limit above zero, not " + limit);
    }
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
  }

  /** A command with the {@link #SHORT} limit, the caller's environment and folder, and no input. */
  public static Command of(String... arguments) {
    return of(List.of(arguments));
  }

  /** The same from a list. */
  public static Command of(List<String> arguments) {
    return new Command(arguments, Map.of(), null, "", SHORT);
  }

  /** The same command with another time limit. */
  public Command within(Duration otherLimit) {
    return new Command(arguments, environment, folder, input, otherLimit);
  }

  /** The same command in another folder. */
  public Command in(Path otherFolder) {
    return new Command(arguments, environment, otherFolder, input, limit);
  }

  /** The same command with one more variable. */
  public Command with(String variable, String value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(variable, value);
    return new Command(arguments, more, folder, input, limit);
  }

  /** The same command reading this text. */
  public Command reading(String text) {
    return new Command(arguments, environment, folder, text, limit);
  }

  /**
   * Runs to the end and returns whatever it printed and its exit code.
   *
   * @throws CommandException if it cannot be started or runs past its limit
   * @throws InterruptedException if this thread is interrupted; the program is killed first
   */
  public Result run() throws CommandException, InterruptedException {
    Process process = start();
    Capture output = Capture.of(process.getInputStream());
    Capture errors = Capture.of(process.getErrorStream());
    Thread feeder = feed(process);
    boolean ended = false;
    try {
      ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (!ended) {
        kill(process);
        throw new CommandException(
            describe()
                + " was ended after "
                + limit.toSeconds()
                + " s without finishing."
                + tail(output.text(), errors.text()));
      }
    } finally {
      if (!ended) {
        kill(process);
      }
      if (feeder != null) {
        feeder.interrupt();
      }
    }
    return new Result(process.exitValue(), output.text(), errors.text());
  }

  /**
   * Runs to the end, demanding exit code 0.
   *
   * @return what it printed on standard output
   * @throws CommandException as {@link #run}, and for any other exit code, with the last lines of
   *     both outputs in the message
   */
  public String check() throws CommandException, InterruptedException {
    Result result = run();
    if (!result.succeeded()) {
      throw new CommandException(
          describe()
              + " failed with exit code "
              + result.exitCode()
              + "."
              + tail(result.output(), result.errors()));
    }
    return result.output();
  }

  /** The command as a person would read it in a message; not for any shell. */
  public String describe() {
    return arguments.stream()
        .map(
            argument ->
                argument.isEmpty() || argument.contains(" ") ? "'" + argument + "'" : argument)
        .collect(Collectors.joining(" "));
  }

  private Process start() throws CommandException {
    ProcessBuilder builder = new ProcessBuilder(arguments);
    builder.environment().putAll(environment);
    if (folder != null) {
      builder.directory(folder.toFile());
    }
    try {
      return builder.start();
    } catch (IOException e) {
      throw new CommandException(
          "Cannot start " + arguments.getFirst() + ": " + e.getMessage() + ". Is it installed?", e);
    }
  }

  /** Null if there is nothing to feed. */
  private @Nullable Thread feed(Process process) {
    if (input.isEmpty()) {
      write(process);
      return null;
    }
    return inBackground(() -> write(process));
  }

  private void write(Process process) {
    try (OutputStream stream = process.getOutputStream()) {
      stream.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // The program closed its input early; its exit code tells whether that matters.
    }
  }

  /**
   * On a platform's thread: a node's short runs would pay more for the start of the virtual
   * threads' scheduler than for the three threads of a command.
   */
  private static Thread inBackground(Runnable work) {
    return Thread.ofPlatform().daemon().name("command").start(work);
  }

  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private static String tail(String output, String errors) {
    List<String> lines = new ArrayList<>(output.lines().toList());
    lines.addAll(errors.lines().toList());
    if (lines.isEmpty()) {
      return " It printed nothing.";
    }
    return " Its last lines:\n  "
        + String.join(
            "\n  ", lines.subList(Math.max(0, lines.size() - LINES_IN_MESSAGE), lines.size()));
  }

  /** Reads a stream to its end on a thread of its own, keeping only the last bytes. */
  private static final class Capture {
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final Thread reader;

    private Capture(InputStream stream) {
      reader = inBackground(() -> drain(stream));
    }

    static Capture of(InputStream stream) {
      return new Capture(stream);
    }

    String text() throws InterruptedException {
      // A background child of the program may hold the pipe open for ever; what came is enough.
      reader.join(Duration.ofSeconds(5));
      synchronized (kept) {
        return kept.toString(StandardCharsets.UTF_8);
      }
    }

    private void drain(InputStream stream) {
      byte[] buffer = new byte[8192];
      try (stream) {
        for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
          synchronized (kept) {
            if (kept.size() + n > OUTPUT_LIMIT) {
              byte[] all = kept.toByteArray();
              kept.reset();
              kept.write(all, all.length / 2, all.length - all.length / 2);
            }
            kept.write(buffer, 0, n);
          }
        }
      } catch (IOException e) {
        // The stream went away with its process; what was read until then is kept.
      }
    }
  }
}
