package io.holdfast.node.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonObject;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RecoveryPageTest {
  @Test
  void it_shows_what_the_screen_shows_and_what_happened_since() throws Exception {
    try (RecoveryPage page = open();
        HttpClient client = HttpClient.newHttpClient()) {
      page.show(List.of("==== Lost ====", "What failed:", "  slot a", "  <b>slot b</b>", "Do:"));
      page.tell("reading slot & all");
      HttpResponse<String> html = get(client, page, "/");
      assertThat(html.statusCode()).isEqualTo(200);
      assertThat(html.body())
          .contains("<h1>Lost</h1>", "<h2>What failed:</h2>\n<ul>\n<li>slot a</li>")
          .contains("&lt;b&gt;slot b&lt;/b&gt;</li>\n</ul>", "reading slot &amp; all")
          .doesNotContain("<b>", "@body@");
      page.show(List.of("Mended"));
      assertThat(get(client, page, "/").body()).contains("Mended").doesNotContain("slot a");
    }
  }

  @Test
  void programs_get_the_same_lines() throws Exception {
    try (RecoveryPage page = open();
        HttpClient client = HttpClient.newHttpClient()) {
      page.show(List.of("What failed:"));
      for (int i = 0; i < 100; i++) {
        page.tell("line " + i);
      }
      JsonObject json =
          Json.parseObject(
              get(client, page, "/recovery.json").body().getBytes(StandardCharsets.UTF_8), 1 << 20);
      assertThat(json.strings("screen", 10)).containsExactly("What failed:");
      assertThat(json.strings("news", 100)).hasSize(60).endsWith("line 99");
    }
  }

  @Test
  void it_knows_nothing_else_and_changes_nothing() throws Exception {
    try (RecoveryPage page = open();
        HttpClient client = HttpClient.newHttpClient()) {
      for (String path : List.of("/oem/holdfast/state.a", "/..", "//", "/?x", "/%2e%2e/etc")) {
        assertThat(get(client, page, path).body()).as(path).doesNotContain("epoch");
      }
      assertThat(get(client, page, "/etc/passwd").statusCode()).isEqualTo(404);
    }
  }

  private static RecoveryPage open() throws Exception {
    return RecoveryPage.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  private static HttpResponse<String> get(HttpClient client, RecoveryPage page, String path)
      throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + page.address().getPort() + path);
    return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }
}
