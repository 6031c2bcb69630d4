package io.holdfast.release.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.release.Digest;
import io.holdfast.release.manifest.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that do not do what they should. */
class HttpRepositoryTest {
  private static final byte[] ROOT = Published.bytes(Part.Kind.ROOT, "1.4.0");
  private static final Part PART = new Part(Part.Kind.ROOT, Digest.of(ROOT), ROOT.length);
  private static final String PATH = Layout.blob(PART.digest());
  private static final int OFFSET = 1000;
  private static final byte[] REST = Arrays.copyOfRange(ROOT, OFFSET, ROOT.length);
  private static final String RANGE = "bytes 1000-" + (ROOT.length - 1) + "/";

  /** A chunked answer, of a length that is not declared. */
  private static final int CHUNKED = 0;

  /** Long enough for a busy machine to send what it has. */
  private static final Duration SOON = Duration.ofSeconds(1);

  @TempDir Path folder;
  private WebServer server;
  private Repository repository;

  @BeforeEach
  void start() throws Exception {
    Published.into(folder, "1.4.0");
    server = new WebServer(folder);
    repository = Repository.at(server.url());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void a_server_without_ranges_is_read_from_the_start() throws Exception {
    server.answer(PATH, WebServer.of(200, ROOT, ROOT.length));

    assertThat(read(OFFSET)).isEqualTo(REST);
  }

  @Test
  void a_server_that_does_not_say_how_long_a_file_is_will_do() throws Exception {
    server.answer(PATH, WebServer.of(200, ROOT, CHUNKED));

    assertThat(read(0)).isEqualTo(ROOT);
    assertThat(read(OFFSET)).isEqualTo(REST);
  }

  @Test
  void a_range_of_unknown_whole_will_do() throws Exception {
    server.answer(PATH, WebServer.of(206, REST, REST.length, "Content-Range", RANGE + "*"));

    assertThat(read(OFFSET)).isEqualTo(REST);
  }

  @Test
  void a_range_that_was_not_asked_for_is_refused() {
    for (String range :
        new String[] {
          "bytes 0-" + (ROOT.length - 1) + "/" + ROOT.length,
          "bytes 1001-" + (ROOT.length - 1) + "/" + ROOT.length,
          "bytes 1000-2000/" + ROOT.length,
          RANGE + (ROOT.length + 1),
          "pages 1000-" + (ROOT.length - 1) + "/" + ROOT.length,
          "bytes 99999999999999999999-1/*",
          ""
        }) {
      server.answer(PATH, WebServer.of(206, REST, REST.length, "Content-Range", range));

      assertDamaged(OFFSET, "comes as range '" + range + "'");
    }
    server.answer(PATH, WebServer.of(206, REST, REST.length));
    assertDamaged(OFFSET, "comes as range 'nothing'");
  }

  @Test
  void a_part_of_a_file_is_not_taken_for_the_file() {
    server.answer(PATH, WebServer.of(206, REST, REST.length, "Content-Range", RANGE + ROOT.length));

    assertFailed(0, "answers with status 206");
  }

  @Test
  void a_declared_length_that_is_not_the_manifests_is_refused() {
    byte[] longer = Arrays.copyOf(ROOT, ROOT.length + 1);
    byte[] shorter = Arrays.copyOf(ROOT, ROOT.length - 1);

    server.answer(PATH, WebServer.of(200, longer, longer.length));
    assertDamaged(0, "comes with " + longer.length + " bytes, not " + ROOT.length);
    assertDamaged(OFFSET, "comes with " + longer.length + " bytes, not " + ROOT.length);
    server.answer(PATH, WebServer.of(200, shorter, shorter.length));
    assertDamaged(0, "comes with " + shorter.length + " bytes, not " + ROOT.length);
    server.answer(PATH, WebServer.of(206, ROOT, ROOT.length, "Content-Range", RANGE + ROOT.length));
    assertDamaged(OFFSET, "comes with " + ROOT.length + " bytes, not " + REST.length);
  }

  @Test
  void an_undeclared_length_that_is_not_the_manifests_is_found_while_reading() {
    server.answer(PATH, WebServer.of(200, Arrays.copyOf(ROOT, ROOT.length + 1), CHUNKED));
    assertDamaged(0, "more than the " + ROOT.length + " bytes");
    assertDamaged(OFFSET, "more than the " + ROOT.length + " bytes");

    server.answer(PATH, WebServer.of(200, Arrays.copyOf(ROOT, ROOT.length - 1), CHUNKED));
    assertDamaged(0, "ends after " + (ROOT.length - 1) + " of " + ROOT.length + " bytes");

    server.answer(PATH, WebServer.of(200, new byte[] {1}, CHUNKED));
    assertFailed(OFFSET, "Cannot read " + PATH);
  }

  @Test
  void a_connection_lost_in_the_middle_is_no_damage_and_can_go_on() throws Exception {
    int half = ROOT.length / 2;
    server.answer(PATH, WebServer.of(200, Arrays.copyOf(ROOT, half), ROOT.length));

    assertThatThrownBy(() -> read(0))
        .isExactlyInstanceOf(RepositoryException.class)
        .hasMessageContaining("was interrupted after " + half + " of " + ROOT.length + " bytes");
  }

  @Test
  void wrong_bytes_of_the_right_length_are_found() {
    byte[] wrong = ROOT.clone();
    wrong[ROOT.length - 1] ^= 1;
    server.answer(PATH, WebServer.of(200, wrong, wrong.length));

    assertDamaged(0, "its digest is");
  }

  @Test
  void error_answers_are_told_with_their_status() {
    for (int status : new int[] {400, 401, 403, 416, 429, 500, 503, 204}) {
      byte[] page = "<h1>no</h1>".getBytes(StandardCharsets.UTF_8);
      server.answer(
          PATH,
          status == 204
              ? WebServer.of(204, new byte[0], -1)
              : WebServer.of(status, page, page.length));

      assertFailed(0, "answers with status " + status + " for " + PATH);
      assertFailed(OFFSET, "answers with status " + status + " for " + PATH);
    }
    server.answer(PATH, WebServer.of(410, new byte[0], -1));
    assertDamaged(0, "is missing");
  }

  @Test
  void redirects_are_not_followed() {
    server.answer(PATH, WebServer.of(302, new byte[0], -1, "Location", "http://192.0.2.1/evil"));

    assertFailed(0, "redirects (status 302) to http://192.0.2.1/evil, which is not followed");
  }

  @Test
  void a_server_that_falls_silent_in_the_middle_is_given_up() throws Exception {
    server.answer(
        PATH,
        exchange -> {
          exchange.sendResponseHeaders(200, ROOT.length);
          exchange.getResponseBody().write(ROOT, 0, 100_000);
          exchange.getResponseBody().flush();
          server.hang();
        });

    repository = impatient(Duration.ofSeconds(30));
    assertFailed(0, "the server sent nothing for");
  }

  @Test
  void a_server_that_never_answers_is_given_up() throws Exception {
    server.answer(Layout.REPOSITORY, _ -> server.hang());
    repository = impatient(SOON);

    assertThatThrownBy(repository::list)
        .isExactlyInstanceOf(RepositoryException.class)
        .hasMessageContaining("Cannot read repository.json from " + server.url());
  }

  @Test
  void a_small_file_without_end_is_not_read_to_its_end() {
    server.answer(
        Layout.INDEX,
        exchange -> {
          exchange.sendResponseHeaders(200, CHUNKED);
          byte[] spaces = new byte[1 << 16];
          Arrays.fill(spaces, (byte) ' ');
          // Ends when the client hangs up.
          while (true) {
            exchange.getResponseBody().write(spaces);
          }
        });

    assertThatThrownBy(repository::list)
        .isInstanceOf(DamagedException.class)
        .hasMessageContaining("more than the 1048576 bytes allowed");
  }

  @Test
  void an_address_where_nobody_listens_is_named() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    String url = "http://127.0.0.1:" + port + "/repo";

    assertThatThrownBy(() -> Repository.at(url).list())
        .isExactlyInstanceOf(RepositoryException.class)
        .hasMessageContaining("Cannot read repository.json from " + url)
        .hasMessageContaining("Check the address and the network");
  }

  @Test
  void a_stream_closed_early_leaves_the_repository_usable() throws Exception {
    try (InputStream stream = repository.open(PART, 0)) {
      assertThat(stream.read()).isEqualTo(ROOT[0] & 0xff);
    }

    assertThat(read(0)).isEqualTo(ROOT);
  }

  @Test
  void an_interrupted_reader_stops_and_stays_interrupted() throws Exception {
    try (InputStream stream = repository.open(PART, 0)) {
      Thread.currentThread().interrupt();

      assertThatThrownBy(stream::readAllBytes).isInstanceOf(RepositoryException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void provisional_answers_without_end_are_given_up() throws Exception {
    assertGivenUp("HTTP/1.1 100 Continue\r\n\r\n", Duration.ZERO);
  }

  @Test
  void headers_that_come_now_and_then_are_given_up() throws Exception {
    assertGivenUp("a: b\r\n", Duration.ofMillis(100));
  }

  /** Of a server that says the same for ever. */
  private static void assertGivenUp(String piece, Duration pause) throws Exception {
    try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofPlatform().daemon().start(() -> repeat(listening, piece, pause));
      Repository repository =
          HttpRepository.at(
              "http://127.0.0.1:" + listening.getLocalPort(),
              new HttpRepository.Patience(Duration.ofSeconds(30), SOON, Duration.ofMinutes(1)));
      assertThatThrownBy(repository::list)
          .isInstanceOf(RepositoryException.class)
          .hasMessageContaining("Cannot read repository.json");
    }
  }

  private static void repeat(ServerSocket listening, String piece, Duration pause) {
    try (Socket socket = listening.accept()) {
      OutputStream out = socket.getOutputStream();
      if (!piece.startsWith("HTTP")) {
        out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
      }
      while (true) {
        out.write(piece.getBytes(StandardCharsets.US_ASCII));
        Thread.sleep(pause);
      }
    } catch (IOException | InterruptedException e) {
      // The reader has gone.
    }
  }

  private Repository impatient(Duration answer) throws RepositoryException {
    return HttpRepository.at(
        server.url(), new HttpRepository.Patience(Duration.ofSeconds(30), answer, SOON));
  }

  private byte[] read(long offset) throws IOException {
    try (InputStream stream = repository.open(PART, offset)) {
      return stream.readAllBytes();
    }
  }

  private void assertDamaged(long offset, String message) {
    assertThatThrownBy(() -> read(offset))
        .isInstanceOf(DamagedException.class)
        .hasMessageContaining(message);
  }

  private void assertFailed(long offset, String message) {
    assertThatThrownBy(() -> read(offset))
        .isExactlyInstanceOf(RepositoryException.class)
        .hasMessageContaining(message);
  }
}
