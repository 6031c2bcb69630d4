package io.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.lab.machine.process.ProcessIdentity;
import io.holdfast.lab.machine.registry.RecordedMachine;
import io.holdfast.release.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a process that does nothing for a machine, and a record of it as the lab writes them. */
class LabCommandsTest {
  private static final long LIMIT_SECONDS = 60;

  @TempDir Path sockets;
  private Process process;
  private Path record;

  @BeforeEach
  void run() throws IOException {
    process = new ProcessBuilder("sleep", "1000").start();
    Path folder = Files.createDirectories(Workplace.lab().folder());
    record = folder.resolve("fake.json");
    Files.writeString(
        record,
        Json.write(
            Map.of(
                "format",
                1,
                "name",
                "fake",
                "process",
                ProcessIdentity.of(process.pid()).fields(),
                "commands",
                sockets.resolve("commands").toString(),
                "console",
                sockets.resolve("console").toString(),
                "started",
                "2026-01-02T03:04:05.678Z")));
  }

  @AfterEach
  void end() throws IOException {
    process.destroyForcibly();
    Files.deleteIfExists(record);
  }

  @Test
  void machines_that_run_are_listed_for_people() {
    CommandRun run = CommandRun.of("lab", "list");
    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(run.output().lines().toList())
        .hasSize(2)
        .last()
        .isEqualTo("fake  2026-01-02T03:04:05Z  " + process.pid());
  }

  @Test
  void machines_that_run_are_listed_for_programs() throws Exception {
    String text = CommandRun.of("lab", "list", "--json").output();
    assertThat(text).contains("\"machines\"", "\"name\" : \"fake\"", "\"pid\" : " + process.pid());
    assertThat(Json.parseObject(text.getBytes(StandardCharsets.UTF_8), 1000)).isNotNull();
  }

  @Test
  void where_none_runs_that_is_told() throws Exception {
    process.destroyForcibly().waitFor();
    assertThat(CommandRun.of("lab", "list").output()).contains("No machine runs");
    CommandRun run = CommandRun.of("lab", "console", "fake");
    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.errors()).contains("fake", "holdfast lab run");
  }

  @Test
  void power_can_be_cut_whatever_the_machine_does() throws Exception {
    CommandRun run = CommandRun.of("lab", "power", "fake", "cut");
    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(run.output()).contains("Cut the power of fake");
    assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void what_was_done_to_the_power_is_told_to_programs_in_one_object() throws Exception {
    String text = CommandRun.of("lab", "power", "fake", "cut", "--json").output();
    assertThat(Json.parseObject(text.getBytes(StandardCharsets.UTF_8), 1000).string("done"))
        .isEqualTo("cut");
  }

  @Test
  void a_machine_that_cannot_be_asked_to_stop_is_told_and_runs_on() {
    CommandRun run = CommandRun.of("lab", "stop", "fake", "--within", "0", "--json");
    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.output()).isEmpty();
    assertThat(run.errors()).contains("power button of fake").contains("holdfast: ");
    assertThat(process.isAlive()).isTrue();
  }

  @Test
  void a_machine_that_cannot_be_reached_is_told_and_runs_on() {
    for (String deed : new String[] {"button", "reset"}) {
      CommandRun run = CommandRun.of("lab", "power", "fake", deed);
      assertThat(run.exitCode()).as(deed).isEqualTo(ExitCode.FAILED);
      assertThat(run.errors()).isNotBlank();
    }
    assertThat(process.isAlive()).isTrue();
  }

  @Test
  void a_visit_ends_with_the_leave_key_and_the_machine_runs_on() throws Exception {
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(sockets.resolve("console")));
      CompletableFuture<String> typed = CompletableFuture.supplyAsync(() -> greet(server));
      PipedOutputStream fingers = new PipedOutputStream();
      PipedInputStream keys = new PipedInputStream(fingers);
      Screen screen = new Screen(fingers);
      RecordedMachine machine = Workplace.lab().find("fake");

      ConsoleVisit.visit(machine, keys, screen);

      assertThat(screen.toString(StandardCharsets.UTF_8)).isEqualTo("login: ");
      assertThat(typed.get(LIMIT_SECONDS, TimeUnit.SECONDS)).isEqualTo("x");
      assertThat(machine.isRunning()).isTrue();
      assertThat(machine.started()).isEqualTo(Instant.parse("2026-01-02T03:04:05.678Z"));
    }
  }

  /** Prints, and reads what is typed until the visitor leaves. */
  private static String greet(ServerSocketChannel server) {
    try (SocketChannel visitor = server.accept()) {
      visitor.write(ByteBuffer.wrap("login: ".getBytes(StandardCharsets.UTF_8)));
      return new String(Channels.newInputStream(visitor).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Who sits before it answers the machine's question, and leaves. */
  private static final class Screen extends ByteArrayOutputStream {
    private final OutputStream fingers;

    Screen(OutputStream fingers) {
      this.fingers = fingers;
    }

    @Override
    public void flush() throws IOException {
      if (toString(StandardCharsets.UTF_8).endsWith("login: ")) {
        fingers.write(new byte[] {'x', RecordedMachine.LEAVE_KEY});
        fingers.flush();
      }
    }
  }
}
