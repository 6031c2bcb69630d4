package io.holdfast.config.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.config.source.http.HttpReader;
import io.holdfast.config.source.http.Loopback;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RemoteConfigTest {
  private final RemoteConfig remote =
      new RemoteConfig(
          HttpReader.usual(),
          new RemoteConfig.Patience(
              Duration.ofSeconds(2), Duration.ofMillis(50), Duration.ofSeconds(4)));

  private static String noField(String field) {
    throw new IllegalArgumentException("there is no field " + field);
  }

  private static String digest(String text) throws Exception {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static String ok(String text) {
    return "HTTP/1.1 200 OK\r\n\r\n" + text;
  }

  @Test
  void a_document_with_the_right_digest_comes_over_http() throws Exception {
    String text = "#cloud-config\nhostname: far\n";
    try (Loopback server = Loopback.saying(ok(text))) {
      assertThat(
              remote.fetch(
                  server.address() + "/a#sha256:" + digest(text), RemoteConfigTest::noField))
          .isEqualTo(
              new RemoteAnswer.Fetched(
                  List.of(new SourceText(Origin.ADDRESS, server.address() + "/a", text))));
      assertThat(
              remote.fetch(
                  server.address() + "/a#sha256:" + digest("x"), RemoteConfigTest::noField))
          .isInstanceOfSatisfying(
              RemoteAnswer.Refused.class, r -> assertThat(r.reason()).contains("has the digest"));
      assertThat(remote.fetch(server.address() + "/a", RemoteConfigTest::noField))
          .isInstanceOfSatisfying(
              RemoteAnswer.Refused.class, r -> assertThat(r.reason()).contains("use https"));
    }
  }

  @Test
  void a_document_may_name_another_and_a_circle_ends(@TempDir Path folder) throws IOException {
    Path first = folder.resolve("1.yaml");
    Path second = folder.resolve("2.yaml");
    Files.writeString(first, "#cloud-config\nconfig_url: " + second + "\n");
    Files.writeString(second, "#cloud-config\nhostname: far\n");
    assertThat(remote.fetch(first.toString(), RemoteConfigTest::noField))
        .isInstanceOfSatisfying(
            RemoteAnswer.Fetched.class,
            fetched ->
                assertThat(fetched.documents().stream().map(SourceText::name))
                    .containsExactly(first.toString(), second.toString()));
    Files.writeString(second, "#cloud-config\nconfig_url: " + first + "\n");
    assertThat(remote.fetch(first.toString(), RemoteConfigTest::noField))
        .isInstanceOfSatisfying(
            RemoteAnswer.Refused.class, r -> assertThat(r.reason()).contains("one document too"));
    Files.writeString(second, "#cloud-config\nconfig_url: http://evil/\n");
    assertThat(remote.fetch(first.toString(), RemoteConfigTest::noField))
        .isInstanceOf(RemoteAnswer.Refused.class);
  }

  @Test
  void a_server_in_trouble_is_asked_again_but_not_for_ever() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (Loopback server =
        Loopback.speaking(
            out -> {
              String answer = asked.incrementAndGet() < 3 ? "HTTP/1.1 503 x\r\n\r\n" : ok("{}\n");
              out.write(answer.getBytes(StandardCharsets.US_ASCII));
            })) {
      String url = server.address() + "/#sha256:" + digest("{}\n");
      assertThat(remote.fetch(url, RemoteConfigTest::noField))
          .isInstanceOf(RemoteAnswer.Fetched.class);
      asked.set(-1_000_000);
      assertThat(remote.fetch(url, RemoteConfigTest::noField))
          .isInstanceOfSatisfying(
              RemoteAnswer.Unreachable.class, u -> assertThat(u.reason()).contains("status 503"));
      assertThat(asked.get()).isEqualTo(-1_000_000 + RemoteConfig.ATTEMPTS);
    }
  }

  @Test
  void what_is_not_there_redirects_or_is_silent_is_told_apart() throws Exception {
    String digest = "#sha256:" + digest("");
    AtomicInteger waitedFor = new AtomicInteger();
    try (Loopback none = Loopback.saying("HTTP/1.1 404 x\r\n\r\n");
        Loopback moved = Loopback.saying("HTTP/1.1 301 x\r\nLocation: http://b/\r\n\r\n");
        Loopback silent =
            Loopback.speaking(
                _ -> {
                  Thread.sleep(30_000);
                  waitedFor.incrementAndGet();
                })) {
      assertThat(remote.fetch(none.address() + "/" + digest, RemoteConfigTest::noField))
          .isInstanceOf(RemoteAnswer.Unreachable.class);
      assertThat(remote.fetch(moved.address() + "/" + digest, RemoteConfigTest::noField))
          .isInstanceOfSatisfying(
              RemoteAnswer.Refused.class, r -> assertThat(r.reason()).contains("'http://b/'"));
      assertThat(remote.fetch(silent.address() + "/" + digest, RemoteConfigTest::noField))
          .isInstanceOf(RemoteAnswer.Unreachable.class);
      assertThat(waitedFor).as("nobody waits until it is tired of being silent").hasValue(0);
    }
    assertThat(remote.fetch("/no/such/file", RemoteConfigTest::noField))
        .isInstanceOf(RemoteAnswer.Unreachable.class);
    assertThat(remote.fetch("https://h/{{.Who}}", RemoteConfigTest::noField))
        .isInstanceOfSatisfying(
            RemoteAnswer.Refused.class, r -> assertThat(r.reason()).contains("no field .Who"));
  }

  @Test
  void what_is_no_text_is_refused(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("x");
    Files.write(file, new byte[] {(byte) 0xff, 0});
    assertThat(remote.fetch(file.toString(), RemoteConfigTest::noField))
        .isInstanceOf(RemoteAnswer.Refused.class);
    Files.write(file, new byte[(1 << 20) + 1]);
    assertThat(remote.fetch(file.toString(), RemoteConfigTest::noField))
        .isInstanceOf(RemoteAnswer.Refused.class);
    // A device that never ends.
    assertThat(remote.fetch("/dev/zero", RemoteConfigTest::noField))
        .isInstanceOf(RemoteAnswer.Refused.class);
  }
}
