package io.holdfast.config.source.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HttpReaderTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(400);
  private static final int MAX = 1000;

  private final HttpReader http = HttpReader.usual();

  private String body(String said) throws IOException {
    try (Loopback server = Loopback.saying(said)) {
      return new String(ask(server, LIMIT).body(), StandardCharsets.UTF_8);
    }
  }

  private HttpAnswer ask(Loopback server, Duration limit) throws IOException {
    return http.ask(HttpQuestion.get(server.address()), TimeLimit.in(limit), MAX);
  }

  @Test
  void an_answer_may_end_by_its_length_by_chunks_or_with_the_connection() throws IOException {
    assertThat(body("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello and more"))
        .isEqualTo("hello");
    assertThat(body("HTTP/1.0 200 OK\n\nhello")).isEqualTo("hello");
    assertThat(
            body(
                String.join(
                    "\r\n",
                    "HTTP/1.1 200 OK",
                    "Transfer-Encoding: chunked",
                    "Content-Length: 9",
                    "",
                    "3;x=y",
                    "hel",
                    "2",
                    "lo",
                    "0",
                    "",
                    "")))
        .isEqualTo("hello");
    assertThat(body("HTTP/1.1 100 Go on\r\n\r\nHTTP/1.1 200\r\nContent-Length: 2\r\n\r\nok"))
        .isEqualTo("ok");
    assertThat(body("HTTP/1.1 204 Nothing\r\nContent-Length: 5\r\n\r\n")).isEmpty();
  }

  @Test
  void a_redirect_is_an_answer_and_nobody_goes_there() throws IOException {
    try (Loopback server =
        Loopback.saying("HTTP/1.1 302 Found\r\nLocation: http://elsewhere/\r\n\r\n")) {
      HttpAnswer answer = ask(server, LIMIT);
      assertThat(answer.isRedirect()).isTrue();
      assertThat(answer.isOk()).isFalse();
      assertThat(answer.header("LOCATION")).isEqualTo("http://elsewhere/");
    }
  }

  static Stream<Arguments> lies() {
    String ok = "HTTP/1.1 200 OK\r\n";
    return Stream.of(
        Arguments.of("", "ended without an answer"),
        Arguments.of("HTTP", "middle of a line"),
        Arguments.of("SSH-2.0-OpenSSH_9.9\r\n\r\n", "not HTTP"),
        Arguments.of("HTTP/1.1 2x0 OK\r\n\r\n", "not HTTP"),
        Arguments.of("HTTP/1.1 999 OK\r\n\r\n", "not HTTP"),
        Arguments.of("\0\0\0\0\n", "not HTTP"),
        Arguments.of(ok + "no colon\r\n\r\n", "headers is none"),
        Arguments.of(ok + " folded: x\r\n\r\n", "headers is none"),
        Arguments.of(ok + "A: b\r\n".repeat(80) + "\r\n", "more than 64 headers"),
        Arguments.of(ok + "A: " + "b".repeat(10_000) + "\r\n\r\n", "more than 8192 characters"),
        Arguments.of("HTTP/1.1 100 x\r\n\r\n".repeat(50), "goes on saying"),
        Arguments.of(ok + "Content-Length: 5\r\n\r\nhel", "ends after 3 of 5 bytes"),
        Arguments.of(ok + "Content-Length: 1001\r\n\r\n", "more than the 1000 bytes"),
        Arguments.of(ok + "Content-Length: 99999999999999999999\r\n\r\n", "more than the 1000"),
        Arguments.of(ok + "Content-Length: -1\r\n\r\nx", "no number"),
        Arguments.of(ok + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello", "two lengths"),
        Arguments.of(ok + "\r\n" + "x".repeat(1001), "more than the 1000 bytes"),
        Arguments.of(ok + "Transfer-Encoding: gzip\r\n\r\n", "transfer encoding"),
        Arguments.of(ok + "Content-Encoding: gzip\r\n\r\n", "compressed"),
        Arguments.of(ok + "Transfer-Encoding: chunked\r\n\r\nzz\r\n", "no number"),
        Arguments.of(ok + "Transfer-Encoding: chunked\r\n\r\n-1\r\n", "no number"),
        Arguments.of(ok + "Transfer-Encoding: chunked\r\n\r\nffffffff\r\n", "more than the 1000"),
        Arguments.of(ok + "Transfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n0\r\n\r\n", "chunks"),
        Arguments.of(
            ok + "Transfer-Encoding: chunked\r\n\r\n" + "1\r\nx\r\n".repeat(1001),
            "more than the 1000"));
  }

  @ParameterizedTest
  @MethodSource("lies")
  void what_is_no_answer_is_refused_with_a_reason(String said, String reason) {
    assertThatThrownBy(() -> body(said))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 OK\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3"
      })
  void a_byte_now_and_then_holds_nobody_up(String begun) throws IOException {
    try (Loopback server =
        Loopback.speaking(
            out -> {
              out.write(begun.getBytes(StandardCharsets.US_ASCII));
              for (int i = 0; i < 500; i++) {
                out.write('0');
                out.flush();
                Thread.sleep(20);
              }
            })) {
      assertThatThrownBy(() -> ask(server, SHORT)).hasMessage("no whole answer came in time");
    }
  }

  @Test
  void silence_holds_nobody_up() throws IOException {
    try (Loopback server = Loopback.speaking(_ -> Thread.sleep(30_000));
        // Connections wait in its queue and are never taken.
        ServerSocket deaf = new ServerSocket(0, 1)) {
      assertThatThrownBy(() -> ask(server, SHORT)).hasMessage("no whole answer came in time");
      URI address = URI.create("https://127.0.0.1:" + deaf.getLocalPort());
      assertThatThrownBy(() -> http.ask(HttpQuestion.get(address), TimeLimit.in(SHORT), MAX))
          .hasMessage("no whole answer came in time");
    }
  }

  @Test
  void an_endless_answer_ends_at_what_is_allowed() throws IOException {
    try (Loopback server =
        Loopback.speaking(
            out -> {
              out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
              for (int i = 0; i < 1_000_000; i++) {
                out.write(new byte[4096]);
              }
            })) {
      assertThatThrownBy(() -> ask(server, LIMIT)).hasMessageContaining("more than the 1000 bytes");
    }
  }

  @Test
  void nobody_there_and_no_such_name_are_said() throws IOException {
    int closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }
    assertThatThrownBy(
            () ->
                http.ask(
                    HttpQuestion.get(URI.create("http://127.0.0.1:" + closed)),
                    TimeLimit.in(LIMIT),
                    MAX))
        .hasMessageContaining("refused");
    assertThatThrownBy(
            () ->
                http.ask(
                    HttpQuestion.get(URI.create("http://no-such-name.invalid/")),
                    TimeLimit.in(LIMIT),
                    MAX))
        .isInstanceOf(IOException.class);
  }

  @Test
  void root_may_ask_from_a_low_port() throws IOException {
    Assumptions.assumeTrue("root".equals(System.getProperty("user.name")));
    try (Loopback server = Loopback.saying("HTTP/1.1 200 OK\r\n\r\n")) {
      http.ask(
          new HttpQuestion(HttpQuestion.Method.GET, server.address(), Map.of(), true),
          TimeLimit.in(LIMIT),
          MAX);
      assertThat(server.lastPort()).isBetween(600, 1023);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ftp://host/", "http:///path", "http://user@host/", "http://host:0/", "file:/etc"})
  void an_address_that_cannot_be_asked_is_refused(String address) {
    assertThatThrownBy(() -> HttpQuestion.get(URI.create(address)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_header_cannot_smuggle_another_one_in() {
    assertThatThrownBy(
            () ->
                new HttpQuestion(
                    HttpQuestion.Method.GET,
                    URI.create("http://host/"),
                    Map.of("X", "y\r\nEvil: yes"),
                    false))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
