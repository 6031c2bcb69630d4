package io.holdfast.lab.drill.node;

import io.holdfast.lab.machine.serial.ControlShell;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * A node under drill. It has no way to type on the console, for the node must need no input. Safe
 * for use by several threads.
 */
public interface DrilledNode extends AutoCloseable {

  /** What happened to it so far. */
  Recorder recorder();

  /**
   * Waits until its root shell answers, after a start or restart.
   *
   * @throws IOException if none does within the limit, or it has no power
   */
  void waitForShell(Duration limit) throws IOException, InterruptedException;

  /**
   * Runs a command.
   *
   * @throws IOException if the node goes away meanwhile, or has since the shell was last waited
   *     for, or the command runs past its limit
   */
  ControlShell.Result run(String command, Duration limit) throws IOException, InterruptedException;

  /** What its console shows. */
  List<String> screen();

  /** The last lines of its console, at most so many, oldest first. */
  List<String> lastLines(int most);

  /** Takes its power away, at once. */
  void cutPower() throws IOException, InterruptedException;

  /** Gives it power again; it starts from its disk. */
  void powerOn() throws IOException, InterruptedException;

  /** Takes its power away and gives everything back. */
  @Override
  void close() throws IOException;
}
