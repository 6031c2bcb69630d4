package io.holdfast.release.tuf.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import io.holdfast.host.Progress;
import io.holdfast.release.Version;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.manifest.ReleaseName;
import io.holdfast.release.repository.Published;
import io.holdfast.release.repository.PublishedContent;
import io.holdfast.release.repository.Repository;
import io.holdfast.release.repository.RepositoryException;
import io.holdfast.release.repository.RepositoryFetcher;
import io.holdfast.release.repository.SignedStatements;
import io.holdfast.release.tuf.MetadataRefusedException;
import io.holdfast.release.tuf.MetadataRefusedException.Reason;
import io.holdfast.release.tuf.client.MetadataFolder;
import io.holdfast.release.tuf.client.Updater;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mirror, what comes into it, and what does not. */
class MirrorTest {
  private static final Instant NOW = Instant.parse("2026-03-29T12:00:00Z");
  private static final ReleaseName EDGE = new ReleaseName("debian-edge");
  private static final Version GOOD = new Version("1.4.0");
  private static final Version NEXT = new Version("1.5.0");
  private static final ChannelName RULES = new ChannelName("rules");

  @TempDir Path folder;
  private Path repo;
  private Path mirror;
  private RoleKeys keys;
  private SignedRepository repository;

  @BeforeEach
  void publish() throws Exception {
    repo = folder.resolve("repo");
    mirror = folder.resolve("mirror");
    keys = new RoleKeys(folder.resolve("keys"), null);
    Published.into(repo, GOOD.text(), NEXT.text());
    PublishedContent.into(repo, "7");
    repository = new SignedRepository(repo, NOW);
    repository.init(keys, List.of(RULES), Map.of());
    repository.publish(EDGE, GOOD, false, keys);
    repository.publish(RULES, new Version("7"), true, keys);
  }

  @Test
  void all_that_is_vouched_for_is_there_byte_for_byte_and_nothing_else() throws Exception {
    Mirror.Result result = sync(repo.toString());
    assertThat(result.targets()).isEqualTo(2);
    for (String file : files(mirror).keySet()) {
      if (!file.equals("releases/index.json")) {
        assertThat(mirror.resolve(file)).hasSameBinaryContentAs(repo.resolve(file));
      }
    }
    assertThat(Repository.at(mirror.toString()).list()).hasSize(1);
    assertThat(RepositoryCheck.of(new SignedRepository(mirror, NOW)).targets()).isEqualTo(2);
    assertThat(client(mirror).find("releases/debian-edge-1.4.0.json")).isNotNull();
    assertThat(sync(repo.toString()).copied()).isZero();
  }

  @Test
  void a_mirror_is_made_over_http() throws Exception {
    HttpServer server =
        SimpleFileServer.createFileServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            repo.toAbsolutePath(),
            SimpleFileServer.OutputLevel.NONE);
    server.start();
    try {
      String url = "http://127.0.0.1:" + server.getAddress().getPort();
      assertThat(sync(url).targets()).isEqualTo(2);
      assertThat(sync(url + "/").copied()).isZero();
    } finally {
      server.stop(0);
    }
  }

  @Test
  void a_sync_that_was_cut_short_leaves_what_was_there_and_goes_on_where_it_was() throws Exception {
    sync(repo.toString());
    repository.publish(EDGE, NEXT, false, keys);
    Set<String> before = new TreeSet<>(files(mirror).keySet());
    Map<String, byte[]> metadata = under("metadata");
    Path last = newBlobs().getLast();
    Path aside = folder.resolve("aside");
    Files.move(last, aside);
    assertThatThrownBy(() -> sync(repo.toString())).isInstanceOf(RepositoryException.class);
    assertThat(under("metadata").keySet()).isEqualTo(metadata.keySet());
    assertThat(client(mirror).find("releases/debian-edge-1.4.0.json")).isNotNull();
    int came = files(mirror).size() - before.size();
    Files.move(aside, last);
    int parts = newBlobs().size();
    assertThat(sync(repo.toString()).copied()).isEqualTo(parts);
    assertThat(came).isPositive();
    assertThat(client(mirror).find("releases/debian-edge-1.5.0.json")).isNotNull();
  }

  @Test
  void an_older_state_is_not_taken() throws Exception {
    Path old = folder.resolve("old");
    copy(repo, old);
    repository.publish(EDGE, NEXT, false, keys);
    sync(repo.toString());
    refuses(old, Reason.ROLLBACK);
    assertThat(client(mirror).find("releases/debian-edge-1.5.0.json")).isNotNull();
  }

  @Test
  void another_repository_is_not_taken() throws Exception {
    sync(repo.toString());
    Path other = folder.resolve("other");
    Published.into(other, GOOD.text());
    SignedRepository stranger = new SignedRepository(other, NOW);
    stranger.init(new RoleKeys(folder.resolve("keys2"), null), List.of(), Map.of());
    refuses(other, Reason.MISMATCH);
    assertThatThrownBy(
            () ->
                new Mirror(other.toString(), folder.resolve("new"), NOW, Progress.SILENT)
                    .sync(root()))
        .isInstanceOf(MetadataRefusedException.class);
    assertThat(folder.resolve("new")).doesNotExist();
  }

  @Test
  void without_a_root_no_mirror_is_begun() {
    assertThatThrownBy(() -> new Mirror(repo.toString(), mirror, NOW, Progress.SILENT).sync(null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--root");
    assertThat(mirror).doesNotExist();
  }

  @Test
  void what_has_expired_is_not_mirrored() {
    Instant later = NOW.plus(Duration.ofDays(46));
    assertThatThrownBy(
            () -> new Mirror(repo.toString(), mirror, later, Progress.SILENT).sync(root()))
        .isInstanceOf(MetadataRefusedException.class)
        .hasMessageContaining("expired");
    assertThat(mirror).doesNotExist();
  }

  @Test
  void exchanged_keys_are_followed() throws Exception {
    sync(repo.toString());
    Map<String, Rotation> all =
        Map.of(
            "root", Rotation.OF_ALL,
            "timestamp", Rotation.OF_ALL,
            "snapshot", Rotation.OF_ALL,
            "releases", Rotation.OF_ALL);
    repository.accept(repository.drafting().rotate(all, () -> keys).signedWith(keys), keys);
    sync(repo.toString());
    assertThat(client(mirror).trusted().root().version()).isEqualTo(2);
  }

  @Test
  void what_is_withdrawn_is_not_copied_and_clients_of_the_mirror_know_it() throws Exception {
    repository.withdraw(Withdrawals.of(repo, EDGE, GOOD, NOW), keys);
    assertThat(sync(repo.toString()).targets()).isEqualTo(2);
    assertThat(Repository.at(mirror.toString()).list()).isEmpty();
    SignedRepository there = new SignedRepository(mirror, NOW);
    assertThat(there.statements(there.holdings()).withdrawn()).hasSize(1);
    assertThat(RepositoryCheck.of(there).roles()).isEqualTo(4);
  }

  @Test
  void a_manifest_that_is_not_the_one_that_is_vouched_for_is_not_taken() throws Exception {
    Path manifest = repo.resolve("releases/debian-edge-1.4.0.json");
    Files.write(manifest, Files.readAllBytes(repo.resolve("releases/debian-edge-1.5.0.json")));
    refuses(repo, Reason.MISMATCH);
    assertThat(mirror.resolve("metadata")).doesNotExist();
  }

  private void refuses(Path from, Reason reason) {
    assertThatThrownBy(() -> sync(from.toString()))
        .asInstanceOf(InstanceOfAssertFactories.type(MetadataRefusedException.class))
        .extracting(MetadataRefusedException::reason)
        .isEqualTo(reason);
  }

  private Mirror.Result sync(String from) throws Exception {
    return new Mirror(from, mirror, NOW, Progress.SILENT)
        .sync(Files.exists(mirror.resolve("metadata")) ? null : root());
  }

  private Promotion.RootFile root() throws IOException {
    return new Promotion.RootFile(Files.readAllBytes(repo.resolve("metadata/1.root.json")));
  }

  /** Blobs of the repository that the mirror does not have, in the order of their names. */
  private List<Path> newBlobs() throws IOException {
    List<Path> blobs = new ArrayList<>();
    for (String file : files(repo).keySet()) {
      if (file.startsWith("blobs/") && !Files.exists(mirror.resolve(file))) {
        blobs.add(repo.resolve(file));
      }
    }
    return blobs;
  }

  private Map<String, byte[]> under(String name) throws IOException {
    Map<String, byte[]> files = files(mirror);
    files.keySet().removeIf(file -> !file.startsWith(name));
    return files;
  }

  private static Map<String, byte[]> files(Path of) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(of)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(of.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }

  private static void copy(Path from, Path to) throws IOException {
    for (Map.Entry<String, byte[]> each : files(from).entrySet()) {
      Path file = to.resolve(each.getKey());
      Files.createDirectories(file.getParent());
      Files.write(file, each.getValue());
    }
  }

  private Updater client(Path of) throws Exception {
    MetadataFolder known = new MetadataFolder(folder.resolve("known"));
    if (known.read("root", 1 << 20) == null) {
      known.begin(Files.readAllBytes(repo.resolve("metadata/1.root.json")));
    }
    Updater client =
        Updater.begin(
            RepositoryFetcher.at(of.resolve(SignedStatements.METADATA).toString()), known, NOW);
    client.refresh();
    return client;
  }
}
