package io.holdfast.lab.drill.run;

import io.holdfast.lab.drill.act.Moment;
import io.holdfast.lab.drill.act.Moment.Kind;
import io.holdfast.lab.drill.node.DrilledNode;
import io.holdfast.lab.drill.node.Recorder;
import io.holdfast.lab.machine.serial.ControlShell;
import io.holdfast.lab.machine.serial.MachineSilentException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A node that answers commands as it was told, and whose clock moves a second a moment. */
public final class FakeNode implements DrilledNode {
  private List<String> lastLines = List.of("the last line");

  /** What a command does to the node before it answers. */
  public interface Answer {
    ControlShell.Result to(String command) throws IOException;
  }

  private final Map<String, Answer> answers = new HashMap<>();
  private final Deque<Kind> afterPowerOn = new ArrayDeque<>();
  public final List<String> commands = new ArrayList<>();
  private Instant now = Instant.parse("2026-07-19T04:09:00Z");
  private final InstantSource clock = () -> now;
  private final Recorder recorder = new Recorder(clock);
  boolean powered = true;
  public boolean closed;

  /** To each command that holds this text. */
  public FakeNode on(String text, Answer answer) {
    answers.put(text, answer);
    return this;
  }

  /** Prints, and ends well. */
  public FakeNode prints(String text, String output) {
    return on(text, command -> new ControlShell.Result(0, output));
  }

  FakeNode afterPowerOn(Kind... kinds) {
    afterPowerOn.addAll(List.of(kinds));
    return this;
  }

  /** Something happens. */
  public void happens(Kind kind, String text) {
    now = now.plusSeconds(1);
    recorder.add(new Moment(now, kind, text));
  }

  @Override
  public Recorder recorder() {
    return recorder;
  }

  @Override
  public void waitForShell(Duration limit) throws IOException {
    demandPower();
  }

  @Override
  public ControlShell.Result run(String command, Duration limit) throws IOException {
    demandPower();
    commands.add(command);
    Answer answer = longestMatch(command);
    if (answer == null) {
      throw new MachineSilentException("No answer to " + command);
    }
    return answer.to(command);
  }

  /** What the console shows from now on. */
  void shows(String... lines) {
    lastLines = List.of(lines);
  }

  @Override
  public List<String> screen() {
    return List.of("the screen");
  }

  @Override
  public List<String> lastLines(int most) {
    return lastLines;
  }

  @Override
  public void cutPower() {
    powered = false;
    happens(Kind.POWER_CUT, "cut");
  }

  @Override
  public void powerOn() {
    powered = true;
    happens(Kind.POWER_ON, "on");
    afterPowerOn.forEach(kind -> happens(kind, ""));
  }

  @Override
  public void close() {
    powered = false;
    closed = true;
  }

  private void demandPower() throws IOException {
    if (!powered) {
      throw new IOException("The node has no power.");
    }
  }

  private @Nullable Answer longestMatch(String command) {
    String best = null;
    for (String text : answers.keySet()) {
      if (command.contains(text) && (best == null || text.length() > best.length())) {
        best = text;
      }
    }
    return best == null ? null : answers.get(best);
  }
}
