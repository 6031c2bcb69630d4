package io.holdfast.release.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.content.ContentFile;
import io.holdfast.release.content.ContentManifest;
import io.holdfast.release.manifest.ManifestException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExtensionManifestTest {
  @Test
  void an_image_and_what_it_says_of_itself_make_an_extension() throws Exception {
    ExtensionManifest found = ExtensionManifest.of(manifest("driver.raw", "extension-release"));
    assertThat(found.image().path()).isEqualTo("driver.raw");
    assertThat(found.release().path()).isEqualTo("extension-release");
  }

  @Test
  void anything_else_is_none() {
    for (ContentManifest manifest :
        new ContentManifest[] {
          manifest("driver.raw"),
          manifest("extension-release"),
          manifest("other.raw", "extension-release"),
          manifest("driver.raw", "extension-release", "more"),
        }) {
      assertThatThrownBy(() -> ExtensionManifest.of(manifest))
          .isInstanceOf(ManifestException.class)
          .hasMessageContaining("extension driver cannot be used");
    }
  }

  private static ContentManifest manifest(String... paths) {
    return new ContentManifest(
        ChannelName.ofExtension("driver"),
        new Version("1"),
        Stream.of(paths)
            .map(
                path ->
                    new ContentFile(
                        path, Digest.of(path.getBytes(StandardCharsets.UTF_8)), path.length()))
            .toList());
  }
}
