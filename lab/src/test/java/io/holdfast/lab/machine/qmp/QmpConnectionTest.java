package io.holdfast.lab.machine.qmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a socket where a script answers in place of QEMU. */
final class QmpConnectionTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(100);
  private static final String GREETING =
      "{\"QMP\": {\"version\": {\"qemu\": {\"micro\": 0, \"minor\": 0, \"major\": 10}},"
          + " \"capabilities\": [\"oob\"]}}\r\n";

  private final List<QmpEvent> events = new CopyOnWriteArrayList<>();
  private Path socket = Path.of("/");

  @BeforeEach
  void choose_a_short_path() throws IOException {
    socket = Files.createTempDirectory(Path.of("/tmp"), "holdfast-test").resolve("qmp");
  }

  @AfterEach
  void clean() throws IOException {
    Files.deleteIfExists(socket);
    Files.deleteIfExists(socket.resolve("..").normalize());
  }

  @Test
  void a_reply_is_found_among_events() throws Exception {
    serve(
        command ->
            "{\"timestamp\": {\"seconds\": 1700000000, \"microseconds\": 250000},"
                + " \"event\": \"RESET\", \"data\": {\"guest\": true, \"reason\": \"guest-reset\"}}\r\n"
                + reply(command, "{\"status\": \"running\"}"));
    try (QmpConnection qemu = open()) {
      JsonObject reply = qemu.execute("query-status", Map.of(), LONG);
      assertThat(reply.object("return").string("status")).isEqualTo("running");
    }
    QmpEvent event = events.getLast();
    assertThat(event.name()).isEqualTo("RESET");
    assertThat(event.at()).isEqualTo(Instant.ofEpochSecond(1700000000, 250_000_000));
    assertThat(event.data().string("reason")).isEqualTo("guest-reset");
  }

  @Test
  void arguments_are_sent_as_they_are() throws Exception {
    List<String> sent = new CopyOnWriteArrayList<>();
    serve(
        command -> {
          sent.add(String.valueOf(command.values().get("arguments")));
          return reply(command, "{}");
        });
    try (QmpConnection qemu = open()) {
      qemu.execute("x", Map.of("devices", List.of("a\"b")), LONG);
    }
    assertThat(sent.getLast()).contains("a\"b");
  }

  @Test
  void a_refusal_tells_the_command_and_the_reason() throws Exception {
    serve(
        command ->
            isGreeting(command)
                ? reply(command, "{}")
                : "{\"id\": "
                    + id(command)
                    + ", \"error\": {\"class\": \"GenericError\", \"desc\": \"no disk\"}}\n");
    try (QmpConnection qemu = open()) {
      assertThatThrownBy(() -> qemu.execute("snapshot-save", Map.of(), LONG))
          .isInstanceOf(QmpException.class)
          .hasMessageContaining("snapshot-save")
          .hasMessageContaining("no disk");
    }
  }

  @Test
  void an_error_without_id_is_for_whoever_waits() throws Exception {
    serve(
        command ->
            isGreeting(command)
                ? reply(command, "{}")
                : "{\"error\": {\"class\": \"GenericError\", \"desc\": \"Invalid JSON\"}}\n");
    try (QmpConnection qemu = open()) {
      assertThatThrownBy(() -> qemu.execute("x", Map.of(), LONG))
          .isInstanceOf(QmpException.class)
          .hasMessageContaining("Invalid JSON");
    }
  }

  @Test
  void a_line_that_cannot_be_read_fails_what_waits_and_not_what_follows() throws Exception {
    serve(
        command ->
            command.values().containsValue("odd") ? "{\"return\": 0.5}\n" : reply(command, "{}"));
    try (QmpConnection qemu = open()) {
      assertThatThrownBy(() -> qemu.execute("odd", Map.of(), LONG))
          .isInstanceOf(QmpException.class)
          .hasMessageContaining("no QMP");
      assertThat(qemu.execute("x", Map.of(), LONG).has("return")).isTrue();
    }
  }

  @Test
  void a_late_reply_is_not_taken_for_the_next_one() throws Exception {
    StringBuilder late = new StringBuilder();
    serve(
        command -> {
          if (command.values().containsValue("slow")) {
            late.append(reply(command, "{\"of\": \"slow\"}"));
            return "";
          }
          return late + reply(command, "{\"of\": \"next\"}");
        });
    try (QmpConnection qemu = open()) {
      assertThatThrownBy(() -> qemu.execute("slow", Map.of(), SHORT))
          .isInstanceOf(QmpException.class)
          .hasMessageContaining("100 ms");
      assertThat(qemu.execute("x", Map.of(), LONG).object("return").string("of")).isEqualTo("next");
    }
  }

  @Test
  void qemu_going_away_fails_what_waits_and_what_comes() throws Exception {
    serve(command -> isGreeting(command) ? reply(command, "{}") : null);
    try (QmpConnection qemu = open()) {
      assertThatThrownBy(() -> qemu.execute("quit", Map.of(), LONG))
          .isInstanceOf(QmpException.class)
          .hasMessageContaining("quit");
      assertThatThrownBy(() -> qemu.execute("x", Map.of(), LONG)).isInstanceOf(QmpException.class);
    }
  }

  @Test
  void what_does_not_greet_is_no_qemu() throws Exception {
    serve("hello\n", command -> "");
    assertThatThrownBy(this::open).isInstanceOf(QmpException.class).hasMessageContaining("no QMP");
  }

  @Test
  void a_line_without_end_is_refused() throws Exception {
    serve("x".repeat(QmpMessage.MAX_BYTES + 2), command -> "");
    assertThatThrownBy(this::open).isInstanceOf(QmpException.class).hasMessageContaining("line");
  }

  private QmpConnection open() throws IOException, InterruptedException {
    return QmpConnection.open(socket, events::add, LONG);
  }

  private void serve(Function<JsonObject, @Nullable String> answers) throws IOException {
    serve(GREETING, answers);
  }

  /** Answers each command; null ends the conversation. */
  private void serve(String greeting, Function<JsonObject, @Nullable String> answers)
      throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    Thread.ofPlatform().daemon().start(() -> converse(server, greeting, answers));
  }

  private static void converse(
      ServerSocketChannel server, String greeting, Function<JsonObject, @Nullable String> answers) {
    try (server;
        SocketChannel partner = server.accept();
        BufferedReader reader =
            new BufferedReader(Channels.newReader(partner, StandardCharsets.UTF_8))) {
      send(partner, greeting);
      StringBuilder message = new StringBuilder();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        message.append(line);
        if (line.equals("}")) {
          byte[] bytes = message.toString().getBytes(StandardCharsets.UTF_8);
          String answer = answers.apply(Json.parseObject(bytes, 10_000));
          if (answer == null) {
            return;
          }
          send(partner, answer);
          message.setLength(0);
        }
      }
    } catch (IOException e) {
      // The test closed its end.
    } catch (JsonException e) {
      throw new AssertionError(e);
    }
  }

  private static void send(SocketChannel partner, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      partner.write(bytes);
    }
  }

  private static String reply(JsonObject command, String result) {
    return "{\"return\": " + result + ", \"id\": " + id(command) + "}\r\n";
  }

  private static boolean isGreeting(JsonObject command) {
    return command.values().containsValue("qmp_capabilities");
  }

  private static String id(JsonObject command) {
    return String.valueOf(command.values().get("id"));
  }
}
