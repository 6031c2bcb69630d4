package io.holdfast.config.source.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.holdfast.host.Command;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EncryptedTest {
  private static final char[] WORD = "changeit".toCharArray();

  @TempDir private static Path folder;
  private static HttpsServer server;
  private static SSLContext context;

  @BeforeAll
  static void a_server_with_a_certificate_for_localhost() throws Exception {
    Path file = folder.resolve("keys");
    Command.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-keyalg",
            "EC",
            "-alias",
            "x",
            "-dname",
            "CN=localhost",
            "-ext",
            "SAN=dns:localhost",
            "-keystore",
            file.toString(),
            "-storepass",
            new String(WORD))
        .check();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream stream = Files.newInputStream(file)) {
      keys.load(stream, WORD);
    }
    KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
    own.init(keys, WORD);
    TrustManagerFactory trusted = TrustManagerFactory.getInstance("PKIX");
    trusted.init(keys);
    context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write("hello".getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });
    server.start();
  }

  @AfterAll
  static void stop() {
    server.stop(0);
  }

  private static String ask(HttpReader http, String host) throws IOException {
    URI address = URI.create("https://" + host + ":" + server.getAddress().getPort() + "/a");
    HttpAnswer answer =
        http.ask(HttpQuestion.get(address), TimeLimit.in(Duration.ofSeconds(30)), 1000);
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  @Test
  void a_certificate_must_be_trusted_and_the_hosts() throws IOException {
    HttpReader trusting = new HttpReader(context::getSocketFactory);
    assertThat(ask(trusting, "localhost")).isEqualTo("hello");
    assertThatThrownBy(() -> ask(trusting, "127.0.0.1"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("127.0.0.1");
    assertThatThrownBy(() -> ask(HttpReader.usual(), "localhost"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("certification path");
  }
}
