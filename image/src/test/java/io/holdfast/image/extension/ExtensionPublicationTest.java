package io.holdfast.image.extension;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.image.cache.BuildCache;
import io.holdfast.image.keys.KeyFolder;
import io.holdfast.image.tools.ToolsTree;
import io.holdfast.inventory.FileEntry;
import io.holdfast.inventory.Inventory;
import io.holdfast.inventory.document.CycloneDxReader;
import io.holdfast.release.Version;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.content.ContentKeys;
import io.holdfast.release.content.ContentManifest;
import io.holdfast.release.content.ContentRef;
import io.holdfast.release.extension.ExtensionManifest;
import io.holdfast.release.manifest.Part;
import io.holdfast.release.repository.Repository;
import io.holdfast.release.repository.RepositoryWriter;
import io.holdfast.release.trust.TrustedKeys;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Needs the tools tree, named by the property holdfast.tools. */
@Tag("tools")
class ExtensionPublicationTest {
  private static final ChannelName DRIVER = ChannelName.ofExtension("driver");

  @TempDir Path folder;
  private final ToolsTree tools = new ToolsTree(Path.of(System.getProperty("holdfast.tools", "/")));

  @Test
  void a_folder_becomes_an_image_of_three_partitions_and_always_the_same_one() throws Exception {
    Path from = folder.resolve("from");
    Files.createDirectories(from.resolve("usr/lib/driver"));
    Files.writeString(from.resolve("usr/lib/driver/data"), "x".repeat(100_000));
    KeyFolder keys = KeyFolder.create(folder.resolve("keys"), null);
    ContentRef first = publish(from, keys, "one");
    assertThat(publish(from, keys, "two")).isEqualTo(first);

    Repository repository = Repository.at(folder.resolve("one").toString());
    ContentManifest manifest =
        new ContentKeys(DRIVER, new TrustedKeys(List.of(keys.releaseKey().publicKey())))
            .verify(repository.content(DRIVER, new Version("1")), new Version("1"));
    Part part = Objects.requireNonNull(manifest.inventory());
    try (InputStream bytes = repository.open(part, 0)) {
      Inventory inventory = CycloneDxReader.read(bytes);
      assertThat(inventory.subject().kind()).isEqualTo(Inventory.Subject.Kind.EXTENSION);
      assertThat(inventory.unowned())
          .extracting(FileEntry::path)
          .containsExactly("/usr/lib/driver/data");
    }
    Path image = folder.resolve("driver.raw");
    try (InputStream bytes = repository.open(ExtensionManifest.of(manifest).image(), 0)) {
      Files.copy(bytes, image);
    }
    assertThat(
            tools
                .command(List.of(image), List.of(), List.of("sfdisk", "--json", image.toString()))
                .check())
        .as("root, verity and verity signature of x86-64")
        .contains("4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709")
        .contains("2C7357ED-EBD2-46D9-AEC1-23D437EC2BF5")
        .contains("41092B05-9FC8-4523-994F-2DEF0408B176");
  }

  private ContentRef publish(Path from, KeyFolder keys, String repository) throws Exception {
    try (RepositoryWriter writer = RepositoryWriter.open(folder.resolve(repository))) {
      return new ExtensionPublication(
              new Version("1"), keys, tools, new BuildCache(folder.resolve("cache")))
          .publish(ExtensionFolder.read(from, "driver", "ID=debian\n"), writer);
    }
  }
}
