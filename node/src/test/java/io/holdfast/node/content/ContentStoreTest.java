package io.holdfast.node.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.config.action.TargetPath;
import io.holdfast.node.disk.NodePaths;
import io.holdfast.release.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentStoreTest {
  private static final String CHANNEL = "rules";
  private static final Version ONE = new Version("one");
  private static final Version TWO = new Version("two");
  private static final Version THREE = new Version("three");
  private static final TargetPath PLACE = new TargetPath("/var/lib/rules");

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
  void a_node_without_content_holds_none_and_nothing_is_made_by_asking() throws IOException {
    assertThat(store.holds(CHANNEL, ONE.digest())).isFalse();
    assertThat(store.current(CHANNEL)).isEmpty();
    assertThat(store.free()).isPositive();
    store.activate(CHANNEL, Optional.empty());
    store.keepOnly(CHANNEL, Set.of());

    assertThat(root).isEmptyDirectory();
  }

  @Test
  void the_consumer_sees_what_is_activated() throws IOException {
    ONE.putInto(store, CHANNEL);
    TWO.putInto(store, CHANNEL);

    for (Version version : new Version[] {ONE, TWO, TWO, ONE}) {
      store.activate(CHANNEL, Optional.of(version.digest()));

      assertThat(store.current(CHANNEL)).contains(version.digest());
      assertThat(version.isWholeIn(channel.resolve("current"))).isTrue();
      assertThat(Files.readSymbolicLink(channel.resolve("current")))
          .isEqualTo(Path.of(version.digest().hex()));
    }
    store.activate(CHANNEL, Optional.empty());
    store.activate(CHANNEL, Optional.empty());
    assertThat(store.current(CHANNEL)).isEmpty();
    assertThat(channel.resolve("current")).doesNotExist();
    assertThat(store.holds(CHANNEL, ONE.digest())).isTrue();
  }

  @Test
  void only_a_version_that_is_held_is_activated() throws IOException {
    ONE.putInto(store, CHANNEL);
    store.activate(CHANNEL, Optional.of(ONE.digest()));

    assertThatThrownBy(() -> store.activate(CHANNEL, Optional.of(TWO.digest())))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("does not hold " + TWO.digest());
    assertThat(store.current(CHANNEL)).contains(ONE.digest());
  }

  @Test
  void channels_do_not_touch_each_other() throws IOException {
    ONE.putInto(store, CHANNEL);
    TWO.putInto(store, "lists");
    store.activate(CHANNEL, Optional.of(ONE.digest()));
    store.keepOnly("lists", Set.of());

    assertThat(store.holds("lists", TWO.digest())).isFalse();
    assertThat(store.holds("lists", ONE.digest())).isFalse();
    assertThat(store.current(CHANNEL)).contains(ONE.digest());
    assertThat(store.current("lists")).isEmpty();
  }

  @Test
  void what_is_not_to_be_kept_goes_but_never_what_the_consumer_sees() throws IOException {
    ONE.putInto(store, CHANNEL);
    TWO.putInto(store, CHANNEL);
    THREE.putInto(store, CHANNEL);
    store.activate(CHANNEL, Optional.of(ONE.digest()));

    store.keepOnly(CHANNEL, Set.of(TWO.digest()));
    store.keepOnly(CHANNEL, Set.of(TWO.digest()));

    assertThat(channel.toFile().list())
        .containsExactlyInAnyOrder("current", ONE.digest().hex(), TWO.digest().hex());
    store.keepOnly(CHANNEL, Set.of());
    assertThat(channel.toFile().list()).containsExactlyInAnyOrder("current", ONE.digest().hex());
    assertThat(ONE.isWholeIn(channel.resolve("current"))).isTrue();
  }

  @Test
  void a_version_that_is_held_is_not_written_again() throws IOException {
    ONE.putInto(store, CHANNEL);

    assertThatThrownBy(() -> store.begin(CHANNEL, ONE.digest(), 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("already");
  }

  @Test
  void without_room_for_it_and_the_reserve_nothing_is_begun() throws IOException {
    assertThatThrownBy(() -> store.begin(CHANNEL, ONE.digest(), Long.MAX_VALUE))
        .isInstanceOf(NoRoomException.class)
        .hasMessageContaining("Channel rules needs " + Long.MAX_VALUE);
    assertThat(channel).isEmptyDirectory();

    long reserve = ContentStore.RESERVE_BYTES;
    assertThat(ContentStore.fits(5, reserve + 5)).isTrue();
    assertThat(ContentStore.fits(6, reserve + 5)).isFalse();
    assertThat(ContentStore.fits(0, reserve - 1)).isFalse();
  }

  @Test
  void the_room_of_an_unfinished_try_counts_as_free() throws IOException {
    store.begin(CHANNEL, ONE.digest(), 1);
    Path left = channel.resolve(".new-" + ONE.digest().hex()).resolve("left");
    Files.writeString(left, "from a machine that died");

    assertThatThrownBy(() -> store.begin(CHANNEL, ONE.digest(), Long.MAX_VALUE))
        .isInstanceOf(NoRoomException.class);
    assertThat(left).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", ".", "a/b", "/etc", "Rules", "-a", "current.", "a\n"})
  void a_name_that_could_leave_the_store_is_refused_everywhere(String name) {
    Digest digest = ONE.digest();
    assertThatThrownBy(() -> store.begin(name, digest, 1)).isInstanceOf(REFUSED);
    assertThatThrownBy(() -> store.holds(name, digest)).isInstanceOf(REFUSED);
    assertThatThrownBy(() -> store.current(name)).isInstanceOf(REFUSED);
    assertThatThrownBy(() -> store.activate(name, Optional.empty())).isInstanceOf(REFUSED);
    assertThatThrownBy(() -> store.keepOnly(name, Set.of())).isInstanceOf(REFUSED);
    assertThatThrownBy(() -> store.link(name, PLACE)).isInstanceOf(REFUSED);
  }

  private static final Class<IllegalArgumentException> REFUSED = IllegalArgumentException.class;

  @Test
  void a_channel_that_is_a_link_is_not_used() throws IOException {
    Path outside = Files.createDirectories(root.resolve("outside"));
    Files.createDirectories(outside.resolve(ONE.digest().hex()));
    Files.createDirectories(paths.content());
    Files.createSymbolicLink(channel, outside);

    assertThat(store.holds(CHANNEL, ONE.digest())).isFalse();
    assertThat(store.current(CHANNEL)).isEmpty();
    store.keepOnly(CHANNEL, Set.of());
    store.activate(CHANNEL, Optional.empty());
    assertThatThrownBy(() -> store.begin(CHANNEL, TWO.digest(), 1))
        .hasMessageContaining("is a link");
    assertThat(outside.resolve(ONE.digest().hex())).exists();
  }

  @Test
  void a_version_or_a_current_that_leads_elsewhere_is_none_and_is_mended() throws IOException {
    Path outside = Files.createDirectories(root.resolve("outside/" + TWO.digest().hex()));
    Files.writeString(outside.resolve("victim"), "safe");
    TWO.putInto(store, CHANNEL);
    Files.createSymbolicLink(channel.resolve(ONE.digest().hex()), outside);
    for (String target : new String[] {outside.toString(), "..", ONE.digest().hex(), "none"}) {
      Files.createSymbolicLink(channel.resolve("current"), Path.of(target));
      assertThat(store.current(CHANNEL)).as(target).isEmpty();

      store.activate(CHANNEL, Optional.of(TWO.digest()));
      assertThat(store.current(CHANNEL)).contains(TWO.digest());
      store.activate(CHANNEL, Optional.empty());
    }
    assertThat(store.holds(CHANNEL, ONE.digest())).isFalse();

    ONE.putInto(store, CHANNEL);
    assertThat(ONE.isWholeIn(channel.resolve(ONE.digest().hex()))).isTrue();
    store.keepOnly(CHANNEL, Set.of());
    assertThat(outside.resolve("victim")).hasContent("safe");
  }

  @Test
  void a_consumers_folder_leads_to_what_is_current_now_and_later() throws IOException {
    store.link(CHANNEL, PLACE);
    store.link(CHANNEL, PLACE);
    ONE.putInto(store, CHANNEL);
    store.activate(CHANNEL, Optional.of(ONE.digest()));

    Path target = Files.readSymbolicLink(root.resolve("var/lib/rules"));
    assertThat(target).isEqualTo(Path.of("/usr/local/.state/holdfast/content/rules/current"));
    assertThat(ONE.isWholeIn(root.resolve(Path.of("/").relativize(target)))).isTrue();
    assertThat(root.resolve("var/lib").toFile().list()).containsExactly("rules");
  }

  @Test
  void an_empty_folder_or_another_link_gives_way() throws IOException {
    Path place = root.resolve("var/lib/rules");
    Files.createDirectories(place);
    store.link(CHANNEL, PLACE);
    assertThat(place).isSymbolicLink();

    store.link("lists", PLACE);
    assertThat(Files.readSymbolicLink(place).toString()).endsWith("/lists/current");

    Files.createSymbolicLink(root.resolve("var/lib/.rules.new"), Path.of("/left"));
    store.link(CHANNEL, PLACE);
    assertThat(Files.readSymbolicLink(place).toString()).endsWith("/rules/current");
    assertThat(root.resolve("var/lib").toFile().list()).containsExactly("rules");
  }

  @Test
  void what_lies_in_a_consumers_folder_is_left_alone_and_told() throws IOException {
    Path file = root.resolve("var/lib/rules/mine");
    Files.createDirectories(root.resolve("var/lib/rules"));
    Files.writeString(file, "mine");
    assertThatThrownBy(() -> store.link(CHANNEL, PLACE))
        .isInstanceOf(FolderInUseException.class)
        .hasMessageContaining("/var/lib/rules is a folder that is not empty, and channel rules");
    assertThat(file).hasContent("mine");

    Path plain = Files.writeString(root.resolve("var/lib/plain"), "mine");
    assertThatThrownBy(() -> store.link(CHANNEL, new TargetPath("/var/lib/plain")))
        .isInstanceOf(FolderInUseException.class)
        .hasMessageContaining("/var/lib/plain is a file");
    assertThat(plain).hasContent("mine");
  }

  @Test
  void a_strangers_file_of_the_links_new_name_is_left_alone_and_told() throws IOException {
    Files.createDirectories(root.resolve("var/lib"));
    Path mine = Files.writeString(root.resolve("var/lib/.rules.new"), "mine");

    assertThatThrownBy(() -> store.link(CHANNEL, PLACE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Cannot make /var/lib/rules the place of channel rules")
        .hasMessageContaining(".rules.new");
    assertThat(mine).hasContent("mine");
  }

  @Test
  void a_folder_above_that_is_a_link_is_not_followed() throws IOException {
    Path outside = Files.createDirectories(root.resolve("outside"));
    Files.createDirectories(root.resolve("var"));
    Files.createSymbolicLink(root.resolve("var/lib"), outside);

    assertThatThrownBy(() -> store.link(CHANNEL, PLACE)).hasMessageContaining("var/lib is a link");
    assertThat(outside).isEmptyDirectory();
  }
}
