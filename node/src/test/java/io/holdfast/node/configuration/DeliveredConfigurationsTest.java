package io.holdfast.node.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.node.disk.NodePaths;
import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.content.ContentRef;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveredConfigurationsTest {
  @TempDir private Path folder;

  @Test
  void what_was_delivered_is_known_by_its_digest_and_the_oldest_are_forgotten() throws Exception {
    DeliveredConfigurations known = new DeliveredConfigurations(paths());
    assertThat(known.all()).isEmpty();
    for (int i = 0; i < 70; i++) {
      known.remember(digest("files " + i), ref(i));
    }
    known.remember(digest("files 69"), ref(70));
    assertThat(known.all()).hasSize(64).containsEntry(digest("files 69"), ref(70));
    assertThat(known.all().keySet()).doesNotContain(digest("files 5")).contains(digest("files 6"));
  }

  @Test
  void a_line_that_is_none_tells_nothing_and_the_others_still_do() throws Exception {
    DeliveredConfigurations known = new DeliveredConfigurations(paths());
    known.remember(digest("files"), ref(1));
    String right = Files.readString(paths().deliveredConfigurations());
    for (String wrong :
        new String[] {"", "a b c d", "\u0000", right.replace("config.", "Config.")}) {
      Files.writeString(paths().deliveredConfigurations(), wrong + "\n" + right);
      assertThat(known.all()).hasSize(1).containsEntry(digest("files"), ref(1));
    }
  }

  private NodePaths paths() throws Exception {
    NodePaths paths = new NodePaths(folder);
    Files.createDirectories(paths.node());
    return paths;
  }

  private static Digest digest(String text) {
    return Digest.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static ContentRef ref(int version) {
    return new ContentRef(
        new ChannelName("config.sea"), new Version("" + version), digest("manifest " + version));
  }
}
