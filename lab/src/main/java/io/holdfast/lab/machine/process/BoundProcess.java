package io.holdfast.lab.machine.process;

import io.holdfast.host.Command;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A long-running process that does not outlive this one. The promise is kept by the command itself
 * (one of a tools tree, whose sandbox asks the kernel for it) and by this class: the kernel counts
 * the death of the starting <em>thread</em> as the parent's, so each process is started by a thread
 * of its own that lives exactly as long as it. Safe for use by several threads.
 */
public final class BoundProcess implements AutoCloseable {
  /**
   * SIGKILL takes the time to free the memory of a machine; more means that the kernel is stuck.
   */
  private static final Duration KILL_LIMIT = Duration.ofSeconds(20);

  /** What a message quotes of the process's own words. */
  private static final int WORDS_LIMIT = 4000;

  private final Process process;
  private final Path log;

  private BoundProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts it. The command's input and time limit are not used: it reads nothing and may run for
   * ever.
   *
   * @param log where everything it prints goes; a new file
   * @throws IOException if it cannot be started
   */
  public static BoundProcess start(Command command, Path log)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command.arguments())
            .redirectInput(new File("/dev/null"))
            .redirectOutput(log.toFile())
            .redirectErrorStream(true);
    builder.environment().putAll(command.environment());
    CompletableFuture<Process> started = new CompletableFuture<>();
    Thread.ofPlatform().daemon().name("parent of " + log).start(() -> parent(builder, started));
    try {
      return new BoundProcess(started.get(), log);
    } catch (ExecutionException e) {
      throw new IOException(
          "Cannot start " + command.arguments().getFirst() + ": " + e.getCause(), e.getCause());
    }
  }

  private static void parent(ProcessBuilder builder, CompletableFuture<Process> started) {
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      started.completeExceptionally(e);
      return;
    }
    started.complete(process);
    while (process.isAlive()) {
      try {
        process.waitFor();
      } catch (InterruptedException e) {
        // Nobody has a reason to interrupt this thread, and ending it would end the process.
      }
    }
  }

  /** Whether it runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Who it is, for other processes. */
  public ProcessIdentity identity() throws IOException {
    return ProcessIdentity.of(process.pid());
  }

  /**
   * Waits until it ends by itself.
   *
   * @return false if it still runs after the limit
   */
  public boolean waitFor(Duration limit) throws InterruptedException {
    return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The end of what it printed, for messages: "It printed nothing." or its last words. */
  public String lastWords() {
    try {
      String words = new String(Files.readAllBytes(log), StandardCharsets.UTF_8).strip();
      return words.isEmpty()
          ? "It printed nothing."
          : "It said: " + words.substring(Math.max(0, words.length() - WORDS_LIMIT));
    } catch (IOException e) {
      return "What it printed cannot be read: " + e.getMessage();
    }
  }

  /**
   * Ends it and all that it started, at once and without warning (SIGKILL), and waits until they
   * are gone. Harmless if they are.
   */
  public void kill() {
    kill(process.toHandle());
  }

  /** {@link #kill()}. */
  @Override
  public void close() {
    kill();
  }

  /**
   * The same for a process that another one started; deepest first, for that one holds the power.
   */
  static void kill(ProcessHandle top) {
    List<ProcessHandle> family = Stream.concat(top.descendants(), Stream.of(top)).toList();
    family.forEach(ProcessHandle::destroyForcibly);
    long deadline = System.nanoTime() + KILL_LIMIT.toNanos();
    for (ProcessHandle member : family) {
      await(member, Math.max(1, deadline - System.nanoTime()));
    }
  }

  private static void await(ProcessHandle member, long nanos) {
    boolean interrupted = false;
    long deadline = System.nanoTime() + nanos;
    while (true) {
      try {
        member.onExit().get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        break;
      } catch (InterruptedException e) {
        // Leaving now would leave it open whether the process is gone; the wait is short.
        interrupted = true;
      } catch (ExecutionException | TimeoutException e) {
        break;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
