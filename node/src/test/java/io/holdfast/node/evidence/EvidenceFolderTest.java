package io.holdfast.node.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceFolderTest {
  @TempDir Path temporary;
  private Path place = Path.of("");
  private EvidenceFolder folder = new EvidenceFolder(place);

  @BeforeEach
  void placeIt() {
    place = temporary.resolve("state/evidence");
    folder = new EvidenceFolder(place);
  }

  @Test
  void a_node_without_failures_has_no_evidence() throws IOException {
    assertThat(folder.numbers()).isEmpty();
    assertThatThrownBy(() -> folder.read(1))
        .isInstanceOf(EvidenceException.class)
        .hasMessageContaining("There is no evidence 1")
        .hasMessageContaining("None is kept.");
  }

  @Test
  void what_is_kept_is_there_as_json_and_as_text() throws IOException {
    int number = folder.allotNumber();
    folder.keep(EvidenceSamples.sick(number));

    assertThat(number).isEqualTo(1);
    assertThat(folder.read(1)).isEqualTo(EvidenceSamples.sick(1));
    assertThat(Files.readString(place.resolve("1.txt"))).isEqualTo(folder.text(1));
    assertThat(Files.getPosixFilePermissions(place))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void at_most_sixteen_are_kept_and_the_oldest_go_first() throws IOException {
    for (int i = 0; i < 20; i++) {
      folder.keep(EvidenceSamples.sick(folder.allotNumber()));
    }

    assertThat(folder.numbers()).isEqualTo(IntStream.rangeClosed(5, 20).boxed().toList());
    try (Stream<Path> files = Files.list(place)) {
      assertThat(files.toList()).hasSize(2 * EvidenceFolder.MAX_KEPT + 1);
    }
  }

  @Test
  void a_number_is_never_given_out_twice() throws IOException {
    folder.keep(EvidenceSamples.sick(folder.allotNumber()));
    int lost = folder.allotNumber();
    Files.delete(place.resolve("1.json"));
    Files.delete(place.resolve("1.txt"));

    assertThat(lost).isEqualTo(2);
    assertThat(folder.allotNumber()).isEqualTo(3);
  }

  @Test
  void without_the_note_of_the_last_number_the_files_tell_it() throws IOException {
    folder.keep(EvidenceSamples.sick(7));
    for (String damage : List.of("", "x", "-3", "99999999999", "1")) {
      Files.writeString(place.resolve("last"), damage);
      assertThat(folder.allotNumber()).isEqualTo(8);
    }
    Files.delete(place.resolve("last"));
    assertThat(folder.allotNumber()).isEqualTo(8);
  }

  @Test
  void a_machine_that_died_while_keeping_keeps_again_under_the_same_number() throws IOException {
    int number = folder.allotNumber();
    Files.writeString(place.resolve(number + ".txt"), "Evid");
    assertThat(folder.numbers()).isEmpty();

    folder.keep(EvidenceSamples.sick(number));
    folder.keep(EvidenceSamples.sick(number));

    assertThat(folder.numbers()).containsExactly(number);
    assertThat(Files.readString(place.resolve(number + ".txt"))).isEqualTo(folder.text(number));
  }

  @Test
  void strangers_files_are_neither_read_nor_removed() throws IOException {
    folder.keep(EvidenceSamples.sick(1));
    for (String name : List.of("notes.txt", "01.json", "-1.json", "1e3.json", ".json")) {
      Files.writeString(place.resolve(name), "mine");
    }
    for (int i = 0; i < EvidenceFolder.MAX_KEPT; i++) {
      folder.keep(EvidenceSamples.sick(folder.allotNumber()));
    }

    assertThat(folder.numbers()).hasSize(EvidenceFolder.MAX_KEPT).doesNotContain(1);
    assertThat(Files.readString(place.resolve("notes.txt"))).isEqualTo("mine");
  }

  @Test
  void damaged_evidence_is_refused_with_its_name_and_what_else_there_is() throws IOException {
    folder.keep(EvidenceSamples.sick(1));
    folder.keep(EvidenceSamples.sick(2));
    Files.writeString(place.resolve("1.json"), "{\"format\" : 1");

    assertThatThrownBy(() -> folder.read(1))
        .isInstanceOf(EvidenceException.class)
        .hasMessageContaining("1.json")
        .hasMessageContaining("Kept are: [1, 2]");
  }
}
