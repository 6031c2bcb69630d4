package io.holdfast.image.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.release.Version;
import io.holdfast.release.manifest.ReleaseName;
import io.holdfast.release.repository.ReleaseEntry;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReleaseChoiceTest {
  private static final ReleaseEntry OLD = entry("edge", "1.9.0");
  private static final ReleaseEntry NEW = entry("edge", "1.10.0");
  private static final ReleaseEntry OTHER = entry("kiosk", "3.0.0");

  @Test
  void the_newest_of_the_only_name_is_meant_where_nothing_is_said() throws Exception {
    assertThat(ReleaseChoice.of(List.of(NEW, OLD), null, null, "/r")).isEqualTo(NEW);
  }

  @Test
  void a_version_that_is_named_need_not_be_listed() throws Exception {
    assertThat(ReleaseChoice.of(List.of(OLD), null, new Version("0.1"), "/r"))
        .isEqualTo(entry("edge", "0.1"));
  }

  @Test
  void several_names_are_named_and_not_guessed_at() {
    assertThatThrownBy(() -> ReleaseChoice.of(List.of(OLD, NEW, OTHER), null, null, "/r"))
        .isInstanceOf(InstallFailedException.class)
        .hasMessageContaining("edge, kiosk");
  }

  @Test
  void a_name_that_is_not_listed_and_an_empty_repository_are_said_to_be_so() {
    assertThatThrownBy(
            () -> ReleaseChoice.of(List.of(OLD, NEW), new ReleaseName("edgy"), null, "/r"))
        .hasMessageContaining("no release named edgy. It has: edge.");
    assertThatThrownBy(() -> ReleaseChoice.of(List.of(), null, null, "/r"))
        .hasMessageContaining("has no releases yet");
  }

  private static ReleaseEntry entry(String name, String version) {
    return new ReleaseEntry(new ReleaseName(name), new Version(version));
  }
}
