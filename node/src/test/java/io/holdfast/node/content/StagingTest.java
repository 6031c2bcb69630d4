package io.holdfast.node.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.node.disk.NodePaths;
import io.holdfast.release.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StagingTest {
  private static final String CHANNEL = "rules";
  private static final Version ONE = new Version("one");
  private static final int SIZE = 3;

  @TempDir Path root;
  private NodePaths paths = new NodePaths(Path.of(""));
  private ContentStore store = new ContentStore(paths);
  private Path channel = Path.of("");

  @BeforeEach
  void place() {
    paths = new NodePaths(root);
    store = new ContentStore(paths);
    channel = paths.content().resolve(CHANNEL);
  }

  @Test
  void a_finished_version_is_held_whole_and_readable_for_all() throws IOException {
    ONE.putInto(store, CHANNEL);

    Path version = channel.resolve(ONE.digest().hex());
    assertThat(store.holds(CHANNEL, ONE.digest())).isTrue();
    assertThat(ONE.isWholeIn(version)).isTrue();
    assertThat(names()).containsExactly(ONE.digest().hex());
    assertMode(version, "rwxr-xr-x");
    assertMode(version.resolve("rules/deep"), "rwxr-xr-x");
    assertMode(version.resolve(Version.DEEP), "rw-r--r--");
    assertMode(channel, "rwxr-xr-x");
    assertMode(paths.content(), "rwxr-xr-x");
  }

  @Test
  void closing_without_finish_leaves_nothing() throws IOException {
    try (Staging staging = begin()) {
      ONE.writeTo(staging);
      assertThat(store.holds(CHANNEL, ONE.digest())).isFalse();
    }

    assertThat(store.holds(CHANNEL, ONE.digest())).isFalse();
    assertThat(names()).isEmpty();
  }

  @Test
  void a_finished_staging_takes_nothing_more() throws IOException {
    try (Staging staging = begin()) {
      ONE.writeTo(staging);
      staging.finish();

      assertThatThrownBy(staging::finish).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> ONE.write(staging, "more"))
          .isInstanceOf(IllegalStateException.class);
    }
    assertThat(store.holds(CHANNEL, ONE.digest())).isTrue();
  }

  @Test
  void bytes_that_are_not_as_announced_are_refused_and_not_kept() throws IOException {
    try (Staging staging = begin()) {
      assertMismatch(staging, bytes("on"), "'a' ends 1 bytes before its 3");
      assertMismatch(staging, bytes("onee"), "goes on after its 3 bytes");
      assertMismatch(staging, bytes("two"), "and not " + ONE.digest());
      assertThat(channel.resolve(".new-" + ONE.digest().hex()).resolve("a")).doesNotExist();

      // Each may be fetched again, from elsewhere.
      ONE.write(staging, "a");
      staging.finish();
    }
    assertThat(channel.resolve(ONE.digest().hex()).resolve("a")).hasContent("one");
  }

  @Test
  void an_endless_stream_is_read_one_byte_past_its_size() throws IOException {
    Counted endless = new Counted();
    try (Staging staging = begin()) {
      assertMismatch(staging, endless, "goes on after its 3 bytes");
    }
    assertThat(endless.given).isEqualTo(SIZE + 1);
  }

  @Test
  void all_files_together_are_no_larger_than_announced() throws IOException {
    try (Staging staging = store.begin(CHANNEL, ONE.digest(), SIZE)) {
      ONE.write(staging, "a");
      assertThatThrownBy(() -> ONE.write(staging, "b"))
          .isInstanceOf(ContentMismatchException.class)
          .hasMessageContaining("has 3 bytes where at most 0 are left");
      assertThatThrownBy(() -> staging.write("b", bytes(""), -1, ONE.digest()))
          .isInstanceOf(ContentMismatchException.class);
    }
  }

  @Test
  void a_disk_that_fills_up_leaves_no_part_of_a_file() throws IOException {
    InputStream dies = new SequenceInputStream(bytes("on"), new FullDisk());
    try (Staging staging = begin()) {
      assertThatThrownBy(() -> staging.write("a", dies, SIZE, ONE.digest()))
          .isInstanceOf(IOException.class)
          .hasMessage("No space left on device");
      assertThat(channel.resolve(".new-" + ONE.digest().hex()).resolve("a")).doesNotExist();
    }
    assertThat(names()).isEmpty();

    ONE.putInto(store, CHANNEL);
    assertThat(store.holds(CHANNEL, ONE.digest())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/etc/passwd",
        "..",
        "../current",
        "a/../../b",
        "./a",
        "a/.",
        "a//b",
        "a/",
        "a\u0000b",
        "a\nb",
        "1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17/18/19/20/21/22/23/24/25/26/27/28/29/30/31/32/33"
      })
  void a_path_that_is_not_plainly_below_the_version_is_refused(String path) throws IOException {
    try (Staging staging = begin()) {
      assertThatThrownBy(() -> ONE.write(staging, path))
          .isInstanceOf(ContentMismatchException.class)
          .hasMessageContaining("is no path for a file");
    }
    assertThat(names()).isEmpty();
  }

  @Test
  void a_name_comes_once_as_a_file_or_as_a_folder() throws IOException {
    try (Staging staging = store.begin(CHANNEL, ONE.digest(), 100)) {
      ONE.write(staging, "a/b");
      assertThatThrownBy(() -> ONE.write(staging, "a/b")).hasMessageContaining("comes twice");
      assertThatThrownBy(() -> ONE.write(staging, "a")).hasMessageContaining("comes twice");
      assertThatThrownBy(() -> ONE.write(staging, "a/b/c")).hasMessageContaining("is a file");
      staging.finish();
    }
    assertThat(channel.resolve(ONE.digest().hex()).resolve("a/b")).hasContent("one");
  }

  @Test
  void a_link_planted_in_the_staging_is_not_followed() throws IOException {
    Path outside = Files.createDirectories(root.resolve("outside"));
    Path victim = Files.writeString(outside.resolve("victim"), "safe");
    try (Staging staging = begin()) {
      Path unfinished = channel.resolve(".new-" + ONE.digest().hex());
      Files.createSymbolicLink(unfinished.resolve("rules"), outside);
      Files.createSymbolicLink(unfinished.resolve("list.txt"), victim);

      assertThatThrownBy(() -> ONE.write(staging, Version.DEEP)).hasMessageContaining("is a link");
      assertThatThrownBy(() -> ONE.write(staging, "rules/new")).hasMessageContaining("is a link");
      assertThatThrownBy(() -> ONE.write(staging, Version.SHALLOW))
          .hasMessageContaining("comes twice");
      assertThatThrownBy(staging::finish).hasMessageContaining("was never written there");
    }
    assertThat(victim).hasContent("safe");
    assertThat(outside.resolve("new")).doesNotExist();
    assertThat(store.holds(CHANNEL, ONE.digest())).isFalse();
  }

  @Test
  void what_reads_back_otherwise_is_not_held() throws IOException {
    for (Damage damage : Damage.values()) {
      try (Staging staging = begin()) {
        ONE.writeTo(staging);
        damage.doTo(channel.resolve(".new-" + ONE.digest().hex()).resolve(Version.DEEP));

        assertThatThrownBy(staging::finish)
            .as(damage.name())
            .isInstanceOf(IOException.class)
            .hasMessageContaining(damage.told);
      }
      assertThat(store.holds(CHANNEL, ONE.digest())).isFalse();
      assertThat(names()).isEmpty();
    }
  }

  /** What a bad disk or another program does between writing and reading back. */
  private enum Damage {
    CHANGED("reads back as") {
      @Override
      void doTo(Path file) throws IOException {
        Files.writeString(file, "0ne");
      }
    },
    GONE("has lost files") {
      @Override
      void doTo(Path file) throws IOException {
        Files.delete(file);
      }
    },
    LINK("was never written there") {
      @Override
      void doTo(Path file) throws IOException {
        Files.delete(file);
        Files.createSymbolicLink(file, Path.of("../../" + Version.SHALLOW));
      }
    },
    ONE_MORE("was never written there") {
      @Override
      void doTo(Path file) throws IOException {
        Files.writeString(file.resolveSibling("more"), "");
      }
    };

    private final String told;

    Damage(String told) {
      this.told = told;
    }

    abstract void doTo(Path file) throws IOException;
  }

  /** Fails as a write to a full disk does. */
  private static final class FullDisk extends InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("No space left on device");
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
      return read();
    }
  }

  /** Gives the same byte for ever, and counts. */
  private static final class Counted extends InputStream {
    private int given;

    @Override
    public int read() {
      given++;
      return 'x';
    }

    @Override
    public int read(byte[] into, int from, int most) {
      int n = Math.min(2, most);
      given += n;
      return n;
    }
  }

  private Staging begin() throws IOException {
    return store.begin(CHANNEL, ONE.digest(), ONE.size());
  }

  private void assertMismatch(Staging staging, InputStream bytes, String told) {
    Digest digest = ONE.digest();
    assertThatThrownBy(() -> staging.write("a", bytes, SIZE, digest))
        .isInstanceOf(ContentMismatchException.class)
        .hasMessageContaining(told);
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(new Version(text).bytes());
  }

  private static void assertMode(Path file, String mode) throws IOException {
    assertThat(Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS))
        .isEqualTo(PosixFilePermissions.fromString(mode));
  }

  private String[] names() {
    String[] names = channel.toFile().list();
    return names == null ? new String[0] : names;
  }
}
