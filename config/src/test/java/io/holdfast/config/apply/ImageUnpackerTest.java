package io.holdfast.config.apply;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.holdfast.config.action.TargetPath;
import io.holdfast.config.action.UnpackImage;
import io.holdfast.config.yaml.Place;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageUnpackerTest {
  @TempDir Path temporary = Path.of("set by JUnit");
  private Path root = Path.of("set by prepare");
  private Path target = Path.of("set by prepare");

  @BeforeEach
  void prepare() throws IOException {
    root = Files.createDirectories(temporary.resolve("root")).toRealPath();
    target = root.resolve("srv/app");
  }

  private Effect unpack(String source) throws Exception {
    return unpack(source, false);
  }

  private Effect unpack(String source, boolean planning) throws Exception {
    return new ImageUnpacker(new RootedTree(root, planning), Programs.REAL, false)
        .unpack(
            new UnpackImage(
                source, new TargetPath("/srv/app"), "linux/amd64", Place.startOf("c.yaml")));
  }

  private static TestImage image() throws IOException {
    return new TestImage()
        .layer(
            entry("usr/bin/", "d:"),
            entry("bin", "l:usr/bin"),
            entry("usr/bin/a", "f:old"),
            entry("etc/kept", "f:kept"),
            entry("etc/gone", "f:gone"),
            entry("var/many/one", "f:1"),
            entry("var/many/two", "f:2"))
        .layer(
            entry("bin/a", "f:new"),
            entry("bin/b", "h:bin/a"),
            entry("etc/.wh.gone", "f:"),
            entry("var/many/three", "f:3"),
            entry("var/many/.wh..wh..opq", "f:"),
            entry("dev/null", "c:"));
  }

  private List<String> found(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
          .map(path -> folder.relativize(path).toString())
          .sorted()
          .toList();
    }
  }

  private void assertUnpacked() throws IOException {
    assertThat(found(target))
        .containsExactly(".holdfast-image", "etc/kept", "usr/bin/a", "usr/bin/b", "var/many/three");
    assertThat(target.resolve("usr/bin/b")).hasContent("new");
    assertThat(Files.readSymbolicLink(target.resolve("bin"))).hasToString("usr/bin");
    assertThat(Files.getAttribute(target.resolve("etc/kept"), "unix:mode")).isEqualTo(0100640);
    try (Stream<Path> beside = Files.list(root.resolve("srv"))) {
      assertThat(beside).as("nothing is left beside it").containsExactly(target);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "oci:/i/layout",
        "file:///i/layout",
        "oci-archive:/i/a.tar",
        "file:/i/a.tar",
        "docker-archive:/i/d.tar"
      })
  void layers_are_laid_over_each_other_once(String source) throws Exception {
    image().writeInto(root.resolve("i/layout"));
    image().writeTar(root.resolve("i/a.tar"));
    image().writeDocker(root.resolve("i/d.tar"));

    assertThat(unpack(source, true).changed()).isTrue();
    assertThat(target).doesNotExist();
    Effect effect = unpack(source);

    assertThat(effect.notes()).containsExactly("1 devices and the like were left out");
    assertUnpacked();
    Map<String, String> once = TreeDigest.of(root);
    assertThat(unpack(source, true)).isEqualTo(Effect.NONE);
    assertThat(unpack(source)).isEqualTo(Effect.NONE);
    assertThat(TreeDigest.of(root)).isEqualTo(once);
  }

  @Test
  void what_else_is_in_the_folder_stays_and_another_image_comes_over_it() throws Exception {
    Files.createDirectories(target.resolve("etc"));
    Files.writeString(target.resolve("etc/mine"), "mine");
    Files.writeString(target.resolve("etc/kept"), "before");
    image().writeInto(root.resolve("i"));
    unpack("oci:/i");
    assertThat(target.resolve("etc/mine")).hasContent("mine");
    assertThat(target.resolve("etc/kept")).hasContent("kept");

    new TestImage().layer(entry("etc/kept", "f:newer")).writeInto(root.resolve("j"));
    assertThat(unpack("oci:/j").changed()).isTrue();
    assertThat(target.resolve("etc/kept")).hasContent("newer");
    assertThat(target.resolve("usr/bin/a")).hasContent("new");
    assertThat(unpack("oci:/i").changed()).as("it is another's now").isTrue();
  }

  @Test
  void links_in_the_folder_are_not_written_through() throws Exception {
    Path outside = Files.createDirectories(root.resolve("outside"));
    Files.createDirectories(target);
    Files.createSymbolicLink(target.resolve("etc"), outside);
    image().writeInto(root.resolve("i"));

    assertThatThrownBy(() -> unpack("oci:/i")).hasMessageContaining("is in the way");
    assertThat(outside).isEmptyDirectory();
    assertThat(target.resolve(ImageUnpacker.MARK)).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "../../evil, f:x, leads out of it",
    "a/../../evil, f:x, leads out of it",
    "/../evil, f:x, leads out of it",
    "out/evil, f:x, leads out of",
    "h, h:../../outside/secret, leads out of it",
    "h, h:out/secret, leads out of",
    "h, h:absolute/secret, no file of it",
    ".wh..., f:, what is no file",
    "a/.wh.., f:, what is no file",
    ".holdfast-image, f:x, Holdfast's own name",
  })
  void no_path_of_an_image_leaves_it(String path, String thing, String message) throws Exception {
    Path outside = Files.createDirectories(root.resolve("outside"));
    Files.writeString(outside.resolve("secret"), "secret");
    new TestImage()
        .layer(entry("a/b", "f:"), entry("out", "l:../../outside"), entry("absolute", "l:/outside"))
        .layer(entry(path, thing))
        .writeInto(root.resolve("i"));

    assertThatThrownBy(() -> unpack("oci:/i"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(message);

    assertThat(found(outside)).containsExactly("secret");
    assertThat(target).doesNotExist();
    assertThat(root.resolve("srv")).isEmptyDirectory();
  }

  @Test
  void what_is_written_through_a_link_of_the_image_stays_in_it() throws Exception {
    Path outside = Files.createDirectories(root.resolve("outside"));
    new TestImage()
        .layer(entry("absolute", "l:/outside"), entry("absolute/x", "f:x"))
        .writeInto(root.resolve("i"));

    unpack("oci:/i");

    assertThat(outside).isEmptyDirectory();
    assertThat(target.resolve("outside/x")).hasContent("x");
  }

  @Test
  void what_is_damaged_or_not_for_this_machine_is_refused_before_anything_is_written()
      throws Exception {
    Path layout = image().writeInto(root.resolve("i"));
    try (Stream<Path> all = Files.list(layout.resolve("blobs/sha256"))) {
      Path blob = all.max(Comparator.comparingLong(path -> path.toFile().length())).orElseThrow();
      byte[] bytes = Files.readAllBytes(blob);
      bytes[bytes.length / 2] ^= 1;
      Files.write(blob, bytes);
    }
    assertThatThrownBy(() -> unpack("oci:/i")).hasMessageContaining("is damaged");
    Files.writeString(layout.resolve("index.json"), "{\"manifests\": []}");
    assertThatThrownBy(() -> unpack("oci:/i")).hasMessageContaining("no image for linux/amd64");
    Files.writeString(
        layout.resolve("index.json"), "{\"manifests\": [{\"digest\": \"sha256:../../etc\"}]}");
    assertThatThrownBy(() -> unpack("oci:/i")).hasMessageContaining("no digest");
    Files.writeString(layout.resolve("index.json"), "[1, 2");
    assertThatThrownBy(() -> unpack("oci:/i")).isInstanceOf(IOException.class);
    Files.writeString(root.resolve("n.tar"), "no tar");
    assertThatThrownBy(() -> unpack("file:/n.tar")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> unpack("file:/none")).hasMessageContaining("does not exist");
    assertThatThrownBy(() -> unpack("UPPER/x")).hasMessageContaining("names no image");
    assertThat(root.resolve("srv")).doesNotExist();
  }

  /** A registry that wants the token which everybody gets. */
  private static final class Registry implements AutoCloseable {
    private final HttpServer server;
    private final List<String> asked = new ArrayList<>();
    private final Map<String, byte[]> blobs;
    private final byte[] index;

    Registry(TestImage image) throws IOException {
      index = image.index().getBytes(StandardCharsets.UTF_8);
      blobs = image.blobs();
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", this::answer);
      server.start();
    }

    String host() {
      return "127.0.0.1:" + server.getAddress().getPort();
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
      String path = exchange.getRequestURI().toString();
      asked.add(path);
      String last = path.substring(path.lastIndexOf('/') + 1);
      byte[] body = last.equals("1") ? index : blobs.getOrDefault(last, new byte[0]);
      int status = body.length == 0 ? 404 : 200;
      if (path.equals("/token?service=reg&scope=repository%3Ax%2Fy%3Apull")) {
        body = "{\"token\": \"abc\"}".getBytes(StandardCharsets.UTF_8);
        status = 200;
      } else if (!"Bearer abc".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        exchange
            .getResponseHeaders()
            .set(
                "WWW-Authenticate",
                "Bearer realm=\"http://" + host() + "/token\",service=\"reg\",scope=\"x\"");
        status = 401;
      }
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }

  @Test
  void an_image_of_a_registry_is_fetched_once() throws Exception {
    try (Registry registry = new Registry(image())) {
      String source = registry.host() + "/x/y:1";
      assertThat(unpack(source, true).notes()).containsExactly("would ask the registry");
      assertThat(registry.asked).isEmpty();

      assertThat(unpack(source).changed()).isTrue();
      assertUnpacked();
      int first = registry.asked.size();
      assertThat(unpack(source)).isEqualTo(Effect.NONE);
      assertThat(registry.asked.subList(first, registry.asked.size()))
          .as("only what it is now is asked")
          .noneMatch(path -> path.contains("/blobs/"));
      assertThatThrownBy(() -> unpack(registry.host() + "/x/y:2"))
          .hasMessageContaining("it answers with status 404");
    }
  }

  @Test
  void an_image_named_by_its_digest_is_not_asked_for_again_and_must_have_it() throws Exception {
    TestImage image = image();
    image.index();
    String manifest = List.copyOf(image.blobs().keySet()).getLast();
    String layer = List.copyOf(image.blobs().keySet()).getFirst();
    String source;
    try (Registry registry = new Registry(image)) {
      source = registry.host() + "/x/y@" + manifest;
      assertThat(unpack(source).changed()).isTrue();
      image.blobs().put(layer, "other".getBytes(StandardCharsets.UTF_8));
      Files.delete(target.resolve(ImageUnpacker.MARK));
      assertThatThrownBy(() -> unpack(source))
          .hasMessageContaining("gives something with the digest");
    }
    Files.writeString(
        target.resolve(ImageUnpacker.MARK), manifest + "\n" + source + " linux/amd64\n");
    assertThat(unpack(source)).isEqualTo(Effect.NONE);
  }
}
