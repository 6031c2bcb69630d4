package io.holdfast.cli;

import io.holdfast.host.Command;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A terminal by its device, such as a machine's screen with keyboard (vt(4)) or a serial line. It
 * hands on whole lines, and Ctrl-C as a character, for there may be no shell that a signal would go
 * to. Closing it leaves it with what it was set to before.
 */
final class TerminalDevice implements Terminal {
  /**
   * For stty(1): a line ends with Enter or Ctrl-C; neither a missing carrier nor Ctrl-S holds it
   * up.
   */
  private static final String[] SETTINGS = {
    "sane", "clocal", "ignbrk", "-isig", "-ixon", "iutf8", "eol", "^C"
  };

  private final Path device;
  private final String before;
  private final FileInputStream typed;
  private final FileOutputStream shown;

  private TerminalDevice(
      Path device, String before, FileInputStream typed, FileOutputStream shown) {
    this.device = device;
    this.before = before;
    this.typed = typed;
    this.shown = shown;
  }

  /**
   * Opens it.
   *
   * @throws IOException if it is not there, or is no terminal
   */
  static TerminalDevice open(Path device) throws IOException, InterruptedException {
    // First, for opening a serial line may wait for a carrier.
    String before = stty(device, "-g").check().strip();
    stty(device, SETTINGS).check();
    FileInputStream typed = new FileInputStream(device.toFile());
    try {
      return new TerminalDevice(device, before, typed, new FileOutputStream(device.toFile()));
    } catch (IOException e) {
      typed.close();
      throw e;
    }
  }

  @Override
  public String name() {
    return device.toString();
  }

  @Override
  public int read(byte[] into) throws IOException {
    return typed.read(into);
  }

  @Override
  public void write(String text) throws IOException {
    shown.write(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void echo(boolean isShown) throws IOException, InterruptedException {
    stty(device, isShown ? "echo" : "-echo").check();
  }

  /** The stream that is read stays: closing it would wait for the thread that reads. */
  @Override
  public void close() throws IOException {
    try {
      stty(device, before).check();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      shown.close();
    }
  }

  private static Command stty(Path device, String... settings) {
    String[] words = new String[settings.length + 3];
    words[0] = "stty";
    words[1] = "-F";
    words[2] = device.toString();
    System.arraycopy(settings, 0, words, 3, settings.length);
    return Command.of(words);
  }
}
