package io.holdfast.node.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.host.FileTree;
import io.holdfast.node.disk.NodePaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/**
 * Whatever a machine that died left among the store's working names, in whatever form: no version
 * is held that was not finished, the consumer sees what it saw, and all goes on.
 */
class LeftoversPropertiesTest {
  private static final String CHANNEL = "rules";
  private static final Version OLD = new Version("old");
  private static final Version NEW = new Version("new");

  /** Names that are no version's. */
  private static final List<String> NAMES =
      List.of(
          ".new-" + NEW.digest().hex(),
          ".new-" + OLD.digest().hex(),
          ".old-" + NEW.digest().hex(),
          ".old-" + OLD.digest().hex(),
          ".current.new",
          ".new-");

  /** What may lie under such a name. */
  enum Form {
    NOTHING,
    EMPTY_FOLDER,
    HALF_A_VERSION,
    FILE,
    DANGLING_LINK,
    LINK_TO_OLD,
    LINK_OUTSIDE
  }

  /** What is done next on the node. */
  enum Deed {
    WRITE_AND_DIE,
    WRITE_NEW,
    ACTIVATE_NEW,
    ACTIVATE_OLD,
    REMOVE
  }

  @Property(seed = "7301", tries = 40)
  void leftovers_are_harmless(
      @ForAll @Size(6) List<Form> forms, @ForAll @Size(max = 6) List<Deed> deeds)
      throws IOException {
    Path root = Files.createTempDirectory("content");
    try {
      ContentStore store = new ContentStore(new NodePaths(root));
      Path channel = new NodePaths(root).content().resolve(CHANNEL);
      Path outside = Files.createDirectory(root.resolve("outside"));
      Files.writeString(outside.resolve("victim"), "safe");
      OLD.putInto(store, CHANNEL);
      store.activate(CHANNEL, Optional.of(OLD.digest()));
      for (int i = 0; i < NAMES.size(); i++) {
        leave(channel.resolve(NAMES.get(i)), forms.get(i), outside);
      }

      assertThat(store.holds(CHANNEL, NEW.digest())).isFalse();
      assertThat(store.current(CHANNEL)).contains(OLD.digest());
      boolean held = false;
      boolean seen = false;
      for (Deed deed : deeds) {
        switch (deed) {
          case WRITE_AND_DIE -> {
            if (!held) {
              NEW.write(store.begin(CHANNEL, NEW.digest(), NEW.size()), Version.DEEP);
            }
          }
          case WRITE_NEW -> {
            if (!held) {
              NEW.putInto(store, CHANNEL);
              held = true;
            }
          }
          case ACTIVATE_NEW -> {
            if (held) {
              store.activate(CHANNEL, Optional.of(NEW.digest()));
              seen = true;
            }
          }
          case ACTIVATE_OLD -> {
            store.activate(CHANNEL, Optional.of(OLD.digest()));
            seen = false;
          }
          case REMOVE -> {
            store.keepOnly(CHANNEL, Set.of(OLD.digest()));
            held = seen;
            assertNothingIsLeft(channel, seen);
          }
        }
        assertThat(store.holds(CHANNEL, NEW.digest())).isEqualTo(held);
        assertThat(store.holds(CHANNEL, OLD.digest())).isTrue();
        Version visible = seen ? NEW : OLD;
        assertThat(store.current(CHANNEL)).contains(visible.digest());
        assertThat(visible.isWholeIn(channel.resolve("current"))).isTrue();
      }
      assertThat(outside.resolve("victim")).hasContent("safe");
    } finally {
      FileTree.delete(root);
    }
  }

  private static void leave(Path name, Form form, Path outside) throws IOException {
    switch (form) {
      case NOTHING -> {}
      case EMPTY_FOLDER -> Files.createDirectory(name);
      case HALF_A_VERSION -> {
        Files.createDirectories(name.resolve("rules/deep"));
        Files.writeString(name.resolve(Version.SHALLOW), "ne");
      }
      case FILE -> Files.writeString(name, "x");
      case DANGLING_LINK -> Files.createSymbolicLink(name, Path.of("none"));
      case LINK_TO_OLD -> Files.createSymbolicLink(name, Path.of(OLD.digest().hex()));
      case LINK_OUTSIDE -> Files.createSymbolicLink(name, outside);
    }
  }

  private static void assertNothingIsLeft(Path channel, boolean seen) {
    List<String> expected = new ArrayList<>(List.of("current", OLD.digest().hex()));
    if (seen) {
      expected.add(NEW.digest().hex());
    }
    assertThat(channel.toFile().list()).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(Files.isDirectory(channel, LinkOption.NOFOLLOW_LINKS)).isTrue();
  }
}
