package io.holdfast.inventory.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.inventory.document.CycloneDxWriter;
import io.holdfast.inventory.index.database.IndexDamagedException;
import io.holdfast.inventory.query.Query;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptIndexTest {
  @TempDir private Path folder;

  @Test
  void what_is_no_index_is_said_to_be_damaged() throws Exception {
    Path file = folder.resolve("index");
    Files.writeString(file, "no database, but long enough to be looked at. ".repeat(100));
    assertThatThrownBy(() -> CarrierIndex.open(file)).isInstanceOf(IndexDamagedException.class);
  }

  @Test
  void a_damaged_index_is_made_again_from_its_documents_and_says_so() throws Exception {
    Path document = folder.resolve("a.cdx.json");
    Files.writeString(document, CycloneDxWriter.text(IndexCases.inventory("1.0.0", "5.6.1-1")));
    Path place = folder.resolve("index");
    List<String> told = new ArrayList<>();
    try (KeptIndex index = KeptIndex.open(new IndexPlace.Folder(place), told::add)) {
      assertThat(index.addFile(document, told::add)).isTrue();
    }
    Path file = place.resolve("index.sqlite");
    byte[] good = Files.readAllBytes(file);
    for (int from : new int[] {0, 100, 4096}) {
      told.clear();
      byte[] bad = good.clone();
      java.util.Arrays.fill(bad, from, bad.length, (byte) 0xa5);
      Files.write(file, bad);
      try (KeptIndex index = KeptIndex.open(new IndexPlace.Folder(place), told::add)) {
        assertThat(index.use(each -> each.ask(Query.parse("liblzma5")), told::add).carriers())
            .hasSize(1);
      }
      assertThat(told).as("damaged from byte %d on", from).hasSize(1);
      assertThat(told.getFirst()).contains("made again");
    }
    Files.delete(file);
    try (KeptIndex index = KeptIndex.open(new IndexPlace.Folder(place), told::add)) {
      assertThat(index.use(CarrierIndex::size, told::add).inventories()).isEqualTo(1);
    }
  }

  @Test
  void a_document_that_was_changed_since_is_left_out_when_the_index_is_made_again()
      throws Exception {
    Path document = folder.resolve("a.cdx.json");
    Files.writeString(document, CycloneDxWriter.text(IndexCases.inventory("1.0.0", "5.6.1-1")));
    Path place = folder.resolve("index");
    List<String> told = new ArrayList<>();
    try (KeptIndex index = KeptIndex.open(new IndexPlace.Folder(place), told::add)) {
      index.addFile(document, told::add);
    }
    Files.writeString(document, CycloneDxWriter.text(IndexCases.inventory("1.0.0", "5.4.1-1")));
    Files.delete(place.resolve("index.sqlite"));
    try (KeptIndex index = KeptIndex.open(new IndexPlace.Folder(place), told::add)) {
      assertThat(index.use(CarrierIndex::size, told::add).inventories()).isZero();
    }
    assertThat(told).anySatisfy(line -> assertThat(line).contains("it was changed since"));
  }
}
