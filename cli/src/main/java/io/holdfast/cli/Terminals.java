package io.holdfast.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Somebody at one of several terminals, such as the screen and the serial line of a machine that is
 * installed. What is asked stands on all of them; whoever ends a line first has answered, and the
 * others see it. Ctrl-C and Ctrl-D leave. A terminal that fails is asked no more. Asking is for one
 * thread; each terminal is read by another of its own.
 */
final class Terminals implements Conversation, AutoCloseable {
  /** As it is typed (ETX). */
  private static final char CTRL_C = 3;

  /** Lines that nobody asked for; who types more waits. */
  private static final int MOST_WAITING = 100;

  /** The kernel hands on lines of 4096 bytes at most (termios(3)). */
  private static final int MOST_BYTES = 8192;

  /**
   * A person does not press Ctrl-D that often with nothing in between; a line that hung up does.
   */
  private static final int MOST_ENDS = 20;

  /** What happened at a terminal. */
  private sealed interface Event {
    /** A line was typed there. */
    record Line(Terminal at, String text) implements Event {}

    /** Somebody wants to leave. */
    record Left() implements Event {}

    /** It is of no more use. */
    record Gone() implements Event {}
  }

  private final List<Terminal> terminals;
  private final BlockingQueue<Event> events = new ArrayBlockingQueue<>(MOST_WAITING);

  /** With terminals that are closed with this. */
  Terminals(List<Terminal> terminals) {
    this.terminals = new CopyOnWriteArrayList<>(terminals);
    terminals.forEach(
        terminal ->
            Thread.ofPlatform()
                .daemon()
                .name("terminal " + terminal.name())
                .start(() -> read(terminal)));
  }

  /**
   * At these devices; one that cannot be used is left out.
   *
   * @throws IOException if none can be used
   */
  static Terminals open(List<Path> devices) throws IOException, InterruptedException {
    List<Terminal> opened = new ArrayList<>();
    IOException first = null;
    for (Path device : devices) {
      try {
        opened.add(TerminalDevice.open(device));
      } catch (IOException e) {
        first = first == null ? e : first;
      }
    }
    if (opened.isEmpty()) {
      throw new IOException(
          "There is nobody to ask: none of these terminals can be used: "
              + devices
              + (first == null ? "" : " (" + first.getMessage() + ")"),
          first);
    }
    return new Terminals(opened);
  }

  @Override
  public void say(String line) {
    terminals.forEach(terminal -> write(terminal, line + "\n"));
  }

  @Override
  public @Nullable String ask(String prompt) throws IOException {
    terminals.forEach(terminal -> write(terminal, prompt));
    return switch (next()) {
      case Event.Line(Terminal at, String text) -> {
        terminals.stream().filter(other -> !other.equals(at)).forEach(o -> write(o, text + "\n"));
        yield text;
      }
      case Event.Left _, Event.Gone _ -> {
        say("");
        yield null;
      }
    };
  }

  @Override
  public char @Nullable [] askHidden(String prompt) throws IOException {
    echo(false);
    try {
      terminals.forEach(terminal -> write(terminal, prompt));
      Event event = next();
      say("");
      return event instanceof Event.Line(_, String text) ? text.toCharArray() : null;
    } finally {
      echo(true);
    }
  }

  @Override
  public void forgetTyped() {
    events.clear();
  }

  @Override
  public void close() throws IOException {
    for (Terminal terminal : terminals) {
      terminal.close();
    }
  }

  /** A line, or that somebody leaves; what was typed before a terminal failed counts. */
  private Event next() throws IOException {
    while (!terminals.isEmpty() || !events.isEmpty()) {
      try {
        Event event = events.take();
        if (!(event instanceof Event.Gone)) {
          return event;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted");
      }
    }
    throw new IOException("There is nobody to ask any more: no terminal can be used.");
  }

  private void write(Terminal terminal, String text) {
    try {
      terminal.write(text);
    } catch (IOException e) {
      leaveOut(terminal);
    }
  }

  private void leaveOut(Terminal terminal) {
    terminals.remove(terminal);
  }

  private void echo(boolean shown) throws IOException {
    for (Terminal terminal : terminals) {
      try {
        terminal.echo(shown);
      } catch (IOException e) {
        // Nobody shall type a secret where it is shown.
        leaveOut(terminal);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted");
      }
    }
  }

  private void read(Terminal terminal) {
    try {
      readLines(terminal);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void readLines(Terminal terminal) throws InterruptedException {
    byte[] piece = new byte[MOST_BYTES];
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int ends = 0;
    try {
      while (ends < MOST_ENDS) {
        int count = terminal.read(piece);
        ends = count < 0 ? ends + 1 : 0;
        if (count < 0) {
          line.reset();
          events.put(new Event.Left());
        }
        for (int i = 0; i < count; i++) {
          if (piece[i] == CTRL_C) {
            line.reset();
            events.put(new Event.Left());
          } else if (piece[i] == '\n') {
            end(terminal, line.toByteArray());
            line.reset();
          } else if (line.size() <= MOST_BYTES) {
            line.write(piece[i]);
          }
        }
      }
    } catch (IOException e) {
      // It is as if it were not there.
    }
    leaveOut(terminal);
    events.put(new Event.Gone());
  }

  private void end(Terminal terminal, byte[] line) throws InterruptedException {
    if (line.length > MOST_BYTES) {
      write(terminal, "  this line is too long; once more: ");
      return;
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
      events.put(new Event.Line(terminal, text));
    } catch (CharacterCodingException e) {
      write(terminal, "  this is no text in UTF-8; once more: ");
    }
  }
}
