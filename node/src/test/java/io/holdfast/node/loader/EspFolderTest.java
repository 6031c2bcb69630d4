package io.holdfast.node.loader;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.node.trial.Booted;
import io.holdfast.node.trial.EntryChange;
import io.holdfast.node.trial.EntryState;
import io.holdfast.release.Digest;
import io.holdfast.release.layout.DiskLayout;
import io.holdfast.release.layout.LoaderEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EspFolderTest {
  private static final Digest UKI = Digest.of("uki".getBytes(StandardCharsets.UTF_8));
  private static final LoaderEntry SECOND = LoaderEntry.ofGeneration(2, "demo 2", UKI);

  @TempDir Path folder;
  private EspFolder esp;

  @BeforeEach
  void make_folders() throws IOException {
    esp = new EspFolder(folder);
    Files.createDirectories(folder.resolve(DiskLayout.ENTRY_FOLDER));
    Files.createDirectories(folder.resolve(DiskLayout.UKI_FOLDER));
  }

  @Test
  void the_names_of_entries_tell_their_state() throws IOException {
    entry("holdfast-1.conf", "");
    entry("holdfast-2+1.conf", "");
    entry("holdfast-3+0-1.conf", "");
    entry("holdfast-recovery.conf", "");
    entry("debian.conf", "");
    assertThat(esp.entries())
        .isEqualTo(Map.of(1, EntryState.SETTLED, 2, EntryState.UNTRIED, 3, EntryState.TRIED));
  }

  @Test
  void a_rename_cut_short_by_power_counts_as_what_permits_less() throws IOException {
    entry("holdfast-2.conf", "");
    entry("holdfast-2+0-1.conf", "");
    assertThat(esp.entries()).containsEntry(2, EntryState.TRIED);
  }

  @Test
  void an_entry_is_written_tried_settled_and_removed() throws IOException {
    esp.apply(new EntryChange(2, EntryState.ABSENT, EntryState.UNTRIED), SECOND);
    assertThat(entries().resolve("holdfast-2+1.conf")).hasContent(SECOND.text());
    Files.move(entries().resolve("holdfast-2+1.conf"), entries().resolve("holdfast-2+0-1.conf"));
    esp.apply(new EntryChange(2, EntryState.TRIED, EntryState.SETTLED), SECOND);
    assertThat(esp.entries()).isEqualTo(Map.of(2, EntryState.SETTLED));
    esp.apply(new EntryChange(2, EntryState.SETTLED, EntryState.ABSENT), SECOND);
    assertThat(esp.entries()).isEmpty();
  }

  @Test
  void images_that_nothing_names_are_dropped_and_others_are_not() throws IOException {
    Digest named = Digest.of(new byte[] {1});
    Digest kept = Digest.of(new byte[] {2});
    Digest left = Digest.of(new byte[] {3});
    for (Digest digest : new Digest[] {named, kept, left}) {
      Files.writeString(folder.resolve(DiskLayout.ukiPath(digest)), "");
    }
    entry("holdfast-recovery.conf", LoaderEntry.ofRecovery("r", named).text());
    esp.dropUkisExcept(Set.of(kept));
    assertThat(folder.resolve(DiskLayout.ukiPath(named))).exists();
    assertThat(folder.resolve(DiskLayout.ukiPath(kept))).exists();
    assertThat(folder.resolve(DiskLayout.ukiPath(left))).doesNotExist();
  }

  @Test
  void an_image_with_other_bytes_is_not_held() throws IOException {
    assertThat(esp.holdsUki(UKI)).isFalse();
    Files.writeString(folder.resolve(DiskLayout.ukiPath(UKI)), "torn");
    assertThat(esp.holdsUki(UKI)).isFalse();
    Files.writeString(folder.resolve(DiskLayout.ukiPath(UKI)), "uki");
    assertThat(esp.holdsUki(UKI)).isTrue();
  }

  @Test
  void the_loaders_word_for_what_it_booted_is_understood_or_refused() {
    assertThat(LoaderVariables.bootedFrom("holdfast-12.conf")).isEqualTo(new Booted.ByEntry(12));
    assertThat(LoaderVariables.bootedFrom("holdfast-12+0-1.conf"))
        .isEqualTo(new Booted.ByEntry(12));
    assertThat(LoaderVariables.bootedFrom("holdfast-recovery.conf"))
        .isEqualTo(new Booted.InRecovery());
    assertThat(LoaderVariables.bootedFrom("holdfast-.conf")).isNull();
    assertThat(LoaderVariables.bootedFrom("windows.conf")).isNull();
    assertThat(LoaderVariables.bootedFrom("holdfast-99999999999.conf")).isNull();
  }

  private Path entries() {
    return folder.resolve(DiskLayout.ENTRY_FOLDER);
  }

  private void entry(String name, String text) throws IOException {
    Files.writeString(entries().resolve(name), text);
  }
}
