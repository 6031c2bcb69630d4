package io.holdfast.config.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.holdfast.config.action.Action;
import io.holdfast.config.action.AuthorizeKeys;
import io.holdfast.config.action.CloneRepository;
import io.holdfast.config.action.DownloadFile;
import io.holdfast.config.action.GitAccess;
import io.holdfast.config.action.Ownership;
import io.holdfast.config.action.SourceAddress;
import io.holdfast.config.action.SshKey;
import io.holdfast.config.action.TargetPath;
import io.holdfast.config.cloud.CloudConfig;
import io.holdfast.config.cloud.Stage;
import io.holdfast.config.yaml.Place;
import io.holdfast.host.Command;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a configuration brings from elsewhere, from a server on loopback that also behaves badly.
 */
class FetchedThingsTest {
  private static final Place PLACE = Place.startOf("c.yaml");
  private static final int ENDLESS = 1 << 16;

  @TempDir Path temporary = Path.of("set by JUnit");
  private Path root = Path.of("set by prepare");
  private @Nullable HttpServer server;
  private String address = "";
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final Map<String, Integer> asked = new ConcurrentHashMap<>();

  @BeforeEach
  void prepare() throws IOException {
    root = Files.createDirectories(temporary.resolve("root")).toRealPath();
    Files.createDirectories(root.resolve("etc"));
    Files.createDirectories(root.resolve("home/kim"));
    Files.writeString(root.resolve("etc/passwd"), "kim:x:1234:2345::/home/kim:/bin/sh\n");
    HttpServer started =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    started.createContext("/", this::answer);
    started.start();
    server = started;
    address = "http://127.0.0.1:" + started.getAddress().getPort();
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.stop(0);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    asked.merge(path, 1, Integer::sum);
    String answer = answers.getOrDefault(path, "404");
    try (exchange) {
      if (answer.startsWith("->")) {
        exchange.getResponseHeaders().add("Location", answer.substring(2));
        exchange.sendResponseHeaders(302, -1);
      } else if (answer.equals("404")) {
        exchange.sendResponseHeaders(404, -1);
      } else if (answer.equals("endless")) {
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
          while (true) {
            out.write(new byte[ENDLESS]);
          }
        }
      } else if (answer.equals("silence")) {
        Thread.sleep(Duration.ofSeconds(2));
      } else {
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Effect perform(Action action) throws IOException, InterruptedException {
    KeySource keys = new KeySource(address + "/github/", address + "/gitlab/");
    return new RootedMachine(new RootedTree(root, false), Programs.REAL, keys, false)
        .perform(action);
  }

  private DownloadFile download(String path, String digest, Duration limit) {
    return new DownloadFile(
        new TargetPath("/srv/file"),
        new SourceAddress(URI.create(address + path)),
        0640,
        Ownership.ROOT,
        digest.isEmpty() ? null : digest,
        limit,
        PLACE);
  }

  private DownloadFile download(String path) {
    return download(path, "", Duration.ofSeconds(10));
  }

  private static AuthorizeKeys keys(String... lines) {
    return new AuthorizeKeys("kim", Stream.of(lines).map(SshKey::new).toList(), PLACE);
  }

  private String authorized() throws IOException {
    return Files.readString(root.resolve("home/kim/.ssh/authorized_keys"));
  }

  @Test
  void a_file_is_downloaded_whole_and_the_same_one_changes_nothing() throws Exception {
    answers.put("/a", "->/b");
    answers.put("/b", "content");

    assertThat(perform(download("/a")).changed()).isTrue();
    assertThat(perform(download("/a")).changed()).isFalse();

    Path file = root.resolve("srv/file");
    assertThat(file).hasContent("content");
    assertThat((Integer) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS) & 07777)
        .isEqualTo(0640);
  }

  @Test
  void what_has_the_declared_digest_is_not_fetched_again() throws Exception {
    answers.put("/a", "content");
    String digest =
        HexFormat.of()
            .formatHex(
                MessageDigest.getInstance("SHA-256")
                    .digest("content".getBytes(StandardCharsets.UTF_8)));

    perform(download("/a", digest, Duration.ofSeconds(10)));
    perform(download("/a", digest, Duration.ofSeconds(10)));

    assertThat(asked).containsEntry("/a", 1);
  }

  @Test
  void what_is_not_the_declared_thing_leaves_the_old_file() throws Exception {
    answers.put("/a", "evil");
    Files.createDirectories(root.resolve("srv"));
    Files.writeString(root.resolve("srv/file"), "old");

    assertThatThrownBy(() -> perform(download("/a", "0".repeat(64), Duration.ofSeconds(10))))
        .hasMessageContaining("not the declared one");

    assertThat(root.resolve("srv/file")).hasContent("old");
    try (Stream<Path> left = Files.list(root.resolve("srv"))) {
      assertThat(left).hasSize(1);
    }
  }

  @Test
  void servers_that_behave_badly_are_left_in_time_with_the_reason() throws Exception {
    answers.put("/circle", "->/circle");
    answers.put("/file", "->file:///etc/passwd");
    answers.put("/odd", "->gopher://x/");
    answers.put("/silence", "silence");

    assertThatThrownBy(() -> perform(download("/none"))).hasMessageContaining("status 404");
    assertThatThrownBy(() -> perform(download("/circle")))
        .hasMessageContaining("more than 5 times");
    assertThatThrownBy(() -> perform(download("/file"))).hasMessageContaining("on to a file");
    assertThatThrownBy(() -> perform(download("/odd"))).hasMessageContaining("no address");
    assertThatThrownBy(() -> perform(download("/silence", "", Duration.ofMillis(300))))
        .hasMessageContaining("did not answer in full");
    assertThat(root.resolve("srv/file")).doesNotExist();
  }

  @Test
  void an_answer_without_end_is_cut() {
    answers.put("/endless", "endless");

    assertThatThrownBy(
            () ->
                Fetch.bytes(
                    new SourceAddress(URI.create(address + "/endless")),
                    Duration.ofSeconds(10),
                    ENDLESS * 4))
        .hasMessageContaining("larger than");
  }

  @Test
  void keys_are_fetched_by_name_and_by_address_and_added_once() throws Exception {
    answers.put("/github/mudler.keys", "ssh-rsa AAAA one\nssh-ed25519 BBBB two\n");
    answers.put("/gitlab/other.keys", "# none\n\nssh-rsa CCCC three");
    answers.put("/own", "ssh-rsa DDDD four\n");
    AuthorizeKeys all = keys("ssh-rsa EEEE", "github:mudler", "gitlab:other", address + "/own");

    assertThat(perform(all).changed()).isTrue();
    assertThat(perform(all).changed()).isFalse();

    assertThat(authorized())
        .isEqualTo(
            """
            ssh-rsa EEEE
            ssh-rsa AAAA one
            ssh-ed25519 BBBB two
            ssh-rsa CCCC three
            ssh-rsa DDDD four
            """);
  }

  @Test
  void without_a_network_the_other_keys_are_there_and_these_wait() throws Exception {
    CloudConfig config =
        CloudConfig.parse(
            "c.yaml",
            """
            users: [{name: kim, ssh_authorized_keys: [ssh-rsa AAAA, "github:mudler"]}]
            stages:
              boot: [{node: ".", authorized_keys: {kim: ["gitlab:other", ssh-rsa BBBB]}}]
            """);
    RootedMachine early =
        new RootedMachine(new RootedTree(root, false), Programs.REAL, null, false);

    StageResult result = StagePlan.of(config, Stage.BOOT).applyTo(early);

    assertThat(result.failures()).isEmpty();
    assertThat(authorized()).isEqualTo("ssh-rsa AAAA\nssh-rsa BBBB\n");
    assertThat(StagePlan.keysToFetch(config).actions())
        .extracting(action -> ((AuthorizeKeys) action).keys().getFirst().line())
        .containsExactly("gitlab:other", "github:mudler");
    assertThat(asked).isEmpty();
  }

  @Test
  void a_name_that_is_not_known_keeps_no_other_key_out() throws Exception {
    answers.put("/own", "<html>sign in to the airport's network</html>");

    assertThatThrownBy(() -> perform(keys("github:nobody", "ssh-rsa AAAA", address + "/own")))
        .hasMessageContaining("github:nobody: " + address + "/github/nobody.keys: it answers with")
        .hasMessageContaining("no list of SSH public keys");

    assertThat(authorized()).isEqualTo("ssh-rsa AAAA\n");
  }

  @Test
  void a_repository_of_the_root_is_cloned_and_brought_up_to_date() throws Exception {
    Path repository = Files.createDirectories(root.resolve("srv/repo"));
    git(repository, "init", "-q", "-b", "main");
    commit(repository, "one");
    git(repository, "checkout", "-q", "-b", "side");
    commit(repository, "side");
    git(repository, "checkout", "-q", "main");
    CloneRepository main = clone("/srv/repo", "/opt/copy", null);
    CloneRepository side = clone("file:///srv/repo", "/opt/side", "side");

    assertThat(perform(main).changed()).isTrue();
    assertThat(perform(side).changed()).isTrue();
    assertThat(perform(main).changed()).isFalse();
    assertThat(root.resolve("opt/copy/file")).hasContent("one");
    assertThat(root.resolve("opt/side/file")).hasContent("side");

    commit(repository, "two");
    Files.writeString(root.resolve("opt/side/file"), "changed by hand");
    assertThat(perform(main).changed()).isTrue();
    assertThat(perform(side).changed()).isTrue();
    assertThat(root.resolve("opt/copy/file")).hasContent("two");
    assertThat(root.resolve("opt/side/file")).hasContent("side");
  }

  @Test
  void a_repository_outside_of_the_root_is_none() throws Exception {
    Path outside = Files.createDirectories(temporary.resolve("outside"));
    git(outside, "init", "-q", "-b", "main");
    commit(outside, "secret");

    assertThatThrownBy(() -> perform(clone(outside.toString(), "/opt/copy", null)))
        .hasMessageContaining("is no repository");
    assertThat(root.resolve("opt/copy")).doesNotExist();
  }

  private static CloneRepository clone(String url, String path, @Nullable String branch) {
    return new CloneRepository(
        url, new TargetPath(path), branch, branch != null, GitAccess.NONE, PLACE);
  }

  private static void commit(Path repository, String content) throws Exception {
    Files.writeString(repository.resolve("file"), content);
    git(repository, "add", "file");
    git(repository, "-c", "user.name=t", "-c", "user.email=t@t", "commit", "-q", "-m", content);
  }

  private static void git(Path in, String... words) throws Exception {
    List<String> all = new ArrayList<>(List.of("git", "-C", in.toString()));
    all.addAll(List.of(words));
    Command.of(all).check();
  }
}
