package io.holdfast.lab.machine.registry;

import io.holdfast.lab.machine.process.ProcessIdentity;
import io.holdfast.lab.machine.qmp.QmpConnection;
import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A running machine that this or another process has started, as a visitor can use it. Immutable.
 *
 * @param name its name, unique among the machines that run
 * @param process ends when the machine does
 * @param commands the socket where QEMU takes commands
 * @param console the socket of its console
 * @param started when it was recorded
 */
public record RecordedMachine(
    String name, ProcessIdentity process, Path commands, Path console, Instant started) {
  /** The key that ends a visit to the console: control and ], as telnet has it. */
  public static final int LEAVE_KEY = 0x1d;

  private static final int FORMAT = 1;
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  /** Whether it still has power. */
  public boolean isRunning() {
    return process.isAlive();
  }

  /** Presses its power button. */
  public void powerDown() throws IOException, InterruptedException {
    tell("system_powerdown");
  }

  /** Presses its reset button. */
  public void reset() throws IOException, InterruptedException {
    tell("system_reset");
  }

  /** Takes its power away, at once. */
  public void cutPower() {
    process.kill();
  }

  /**
   * Presses the power button, and cuts the power if that has not ended it within the limit.
   *
   * @return true if it went down by itself
   */
  public boolean stop(Duration limit) throws IOException, InterruptedException {
    powerDown();
    long deadline = System.nanoTime() + limit.toNanos();
    while (isRunning()) {
      if (System.nanoTime() > deadline) {
        cutPower();
        return false;
      }
      Thread.sleep(LOOK_AGAIN);
    }
    return true;
  }

  /**
   * Shows what the console prints from now on and types what is read, until {@link #LEAVE_KEY} or
   * the end of the keys is read, or the machine ends. The caller sees to it that keys come one by
   * one.
   *
   * @throws IOException if the machine cannot be reached, or another visitor is there already
   */
  public void visit(InputStream keys, OutputStream screen) throws IOException {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(console))) {
      Thread typist =
          Thread.ofPlatform().daemon().name("keys for " + name).start(() -> type(keys, channel));
      InputStream printed = Channels.newInputStream(channel);
      byte[] buffer = new byte[4096];
      for (int n = printed.read(buffer); n >= 0; n = printed.read(buffer)) {
        screen.write(buffer, 0, n);
        screen.flush();
      }
      typist.interrupt();
    }
  }

  private static void type(InputStream keys, SocketChannel channel) {
    try {
      for (int key = keys.read(); key >= 0 && key != LEAVE_KEY; key = keys.read()) {
        channel.write(ByteBuffer.wrap(new byte[] {(byte) key}));
      }
      // Ends the reading, which then closes: a channel closed here would fail under its reader.
      channel.shutdownInput();
    } catch (IOException e) {
      // The machine is gone, which the reading side notices too.
    }
  }

  private void tell(String command) throws IOException, InterruptedException {
    try (QmpConnection qemu = QmpConnection.open(commands, event -> {}, ANSWER_LIMIT)) {
      qemu.execute(command, Map.of(), ANSWER_LIMIT);
    }
  }

  /** Its record. */
  String write() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("format", FORMAT);
    fields.put("name", name);
    fields.put("process", process.fields());
    fields.put("commands", commands.toString());
    fields.put("console", console.toString());
    fields.put("started", started.toString());
    return Json.write(fields);
  }

  /** Reads what {@link #write()} wrote, and nothing else. */
  static RecordedMachine read(byte[] bytes, int maxBytes) throws JsonException {
    JsonObject fields = Json.parseObject(bytes, maxBytes);
    fields.allowOnly("format", "name", "process", "commands", "console", "started");
    fields.number("format", FORMAT, FORMAT);
    try {
      return new RecordedMachine(
          fields.string("name"),
          ProcessIdentity.read(fields.object("process")),
          Path.of(fields.string("commands")),
          Path.of(fields.string("console")),
          Instant.parse(fields.string("started")));
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new JsonException("a field is no record of a machine: " + e.getMessage());
    }
  }
}
