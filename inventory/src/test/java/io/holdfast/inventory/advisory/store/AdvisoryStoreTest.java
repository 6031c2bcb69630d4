package io.holdfast.inventory.advisory.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.inventory.advisory.Advisory;
import io.holdfast.inventory.advisory.Issue;
import io.holdfast.inventory.advisory.Issues;
import io.holdfast.inventory.advisory.VersionRange.Event;
import io.holdfast.inventory.advisory.format.AdvisoryException;
import io.holdfast.inventory.advisory.format.OwnRecord;
import io.holdfast.inventory.advisory.format.OwnRecord.Justification;
import io.holdfast.inventory.advisory.format.OwnRecord.Named;
import io.holdfast.inventory.advisory.store.AdvisoryStore.Import;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdvisoryStoreTest {
  private static final Path MARCH = Path.of("src/test/resources/advisories/cases/march-2024");

  @TempDir Path folder;
  private AdvisoryStore store = new AdvisoryStore(Path.of(""));

  @BeforeEach
  void a_store_that_is_not_there_yet() {
    store = new AdvisoryStore(folder.resolve("deep/store"));
  }

  @Test
  void nothing_is_in_it_before_the_first_import() throws IOException {
    assertThat(store.records()).isEmpty();
  }

  @Test
  void documents_are_kept_byte_for_byte_and_only_once() throws IOException {
    List<Path> files = AdvisoryStore.files(List.of(MARCH));
    assertThat(files).hasSize(4);
    for (Path file : files) {
      assertThat(store.add(file)).isInstanceOf(Import.Added.class);
      assertThat(store.add(file)).isInstanceOf(Import.Known.class);
    }
    assertThat(store.records()).hasSize(4);
    try (Stream<Path> kept = Files.list(store.folder())) {
      assertThat(kept.map(AdvisoryStoreTest::text))
          .containsExactlyInAnyOrderElementsOf(
              files.stream().map(AdvisoryStoreTest::text).toList());
    }
  }

  @Test
  void all_records_of_the_back_door_are_of_one_problem() throws IOException {
    for (Path file : AdvisoryStore.files(List.of(MARCH))) {
      store.add(file);
    }
    List<Issue> issues = Issues.of(store.records()).all();
    assertThat(issues).hasSize(1);
    assertThat(issues.getFirst().title()).isEqualTo("CVE-2024-3094");
    assertThat(issues.getFirst().records())
        .extracting(Advisory::id)
        .containsExactlyInAnyOrder(
            "DEBIAN-CVE-2024-3094", "ALPINE-CVE-2024-3094", "GHSA-rxwq-x6h5-x02r", "CVE-2024-3094");
    for (String name : List.of("cve-2024-3094", "GHSA-rxwq-x6h5-x02r", "DEBIAN-CVE-2024-3094")) {
      assertThat(Issue.of(name, store.records()).records()).as(name).hasSize(4);
    }
  }

  @Test
  void what_is_no_advisory_is_refused_and_not_kept() throws IOException {
    Path file = Files.writeString(folder.resolve("other.json"), "{\"hello\": 1}");
    assertThat(store.add(file)).isInstanceOf(Import.Refused.class);
    assertThat(store.folder()).doesNotExist();
    assertThatThrownBy(() -> store.add(folder.resolve("gone.json")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void the_newest_edition_of_a_record_counts_in_whatever_order_they_come() throws IOException {
    Path newer = edition("newer.json", "2026-02-01T00:00:00Z", "2026-02-01T00:00:00Z");
    Path older = edition("older.json", "2026-01-31T23:00:00-01:30", "");
    store.add(older);
    store.add(newer);
    assertThat(store.records()).singleElement().matches(each -> !each.isWithdrawn());
  }

  /** 23:00 at an offset of -01:30 is half past midnight, after the other. */
  private Path edition(String name, String modified, String withdrawn) throws IOException {
    String line = withdrawn.isEmpty() ? "" : ", \"withdrawn\": \"" + withdrawn + "\"";
    return Files.writeString(
        folder.resolve(name), "{\"id\": \"X-1\", \"modified\": \"" + modified + "\"" + line + "}");
  }

  @Test
  void a_damaged_document_is_named() throws IOException {
    store.add(MARCH.resolve("DEBIAN-CVE-2024-3094.json"));
    Path kept = AdvisoryStore.files(List.of(store.folder())).getFirst();
    Files.writeString(kept, text(kept).replace("Debian:13", "Debian:12"));
    assertThatThrownBy(store::records)
        .isInstanceOf(AdvisoryException.class)
        .hasMessageContaining("is damaged")
        .hasMessageContaining("import the document again");
    store.add(MARCH.resolve("DEBIAN-CVE-2024-3094.json"));
    assertThat(store.records()).hasSize(1);
  }

  @Test
  void an_own_record_is_read_as_it_was_meant() throws IOException {
    String text = own(null, List.of("edge 1.4.0")).text();
    store.add(Files.writeString(folder.resolve("own.json"), text));
    Advisory record = store.records().getFirst();
    assertThat(record.id()).isEqualTo("EDGE-2024-1");
    assertThat(record.upstream()).containsExactly("CVE-2024-3094");
    assertThat(record.releases()).containsExactly("edge 1.4.0");
    assertThat(record.statements())
        .singleElement()
        .matches(each -> each.name().equals("xz-utils") && each.ranges().size() == 1);
    assertThat(own(Justification.COMPONENT_NOT_PRESENT, List.of()).text())
        .contains("\"justification\" : \"component_not_present\"")
        .contains("\"affected\" : [ ]");
  }

  @Test
  void an_own_record_that_speaks_of_nothing_is_none() {
    OwnRecord record =
        new OwnRecord(
            "EDGE-1", Instant.EPOCH, List.of(), "", null, List.of(), List.of(), null, List.of());
    assertThatThrownBy(record::text)
        .isInstanceOf(AdvisoryException.class)
        .hasMessageContaining("speaks of nothing");
  }

  private static OwnRecord own(@Nullable Justification justification, List<String> releases) {
    return new OwnRecord(
        "EDGE-2024-1",
        Instant.parse("2024-03-29T17:00:00Z"),
        List.of("CVE-2024-3094"),
        "xz has a back door",
        new Named("Debian:13", "xz-utils"),
        List.of(new Event(Event.Kind.INTRODUCED, "0"), new Event(Event.Kind.FIXED, "5.6.2-1")),
        List.of(),
        justification,
        releases);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
