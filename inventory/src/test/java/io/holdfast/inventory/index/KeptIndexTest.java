package io.holdfast.inventory.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.host.Progress;
import io.holdfast.inventory.document.CycloneDxWriter;
import io.holdfast.inventory.index.database.IndexDamagedException;
import io.holdfast.inventory.index.database.IndexUnusableException;
import io.holdfast.inventory.query.Query;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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

  /** A leftover of one that was interrupted is of no use, and in nobody's way. */
  @Test
  void who_is_interrupted_while_the_index_is_made_again_leaves_it_as_it_was() throws Exception {
    Path place = folder.resolve("index");
    List<String> told = new ArrayList<>();
    try (KeptIndex index = open(place, told)) {
      index.addFile(document("1.0.0"), told::add);
      index.addFile(document("1.1.0"), told::add);
    }
    try (KeptIndex index = open(place, told)) {
      Progress dying =
          step -> {
            if (step.contains("1.1.0")) {
              throw new IllegalStateException("power is gone");
            }
          };
      assertThatThrownBy(() -> index.rebuild(false, dying)).hasMessage("power is gone");
    }
    try (KeptIndex index = open(place, told)) {
      assertThat(index.use(CarrierIndex::size, told::add).inventories()).isEqualTo(2);
    }
    assertThat(told).isEmpty();
    Files.writeString(place.resolve("index.sqlite.new"), "half a file");
    Files.writeString(place.resolve("index.sqlite.new-wal"), "half a log");
    Files.delete(place.resolve("index.sqlite"));
    try (KeptIndex index = open(place, told)) {
      assertThat(index.use(CarrierIndex::size, told::add).inventories()).isEqualTo(2);
    }
    assertThat(told).hasSize(1);
    assertThat(place.resolve("index.sqlite.new")).doesNotExist();
  }

  @Test
  void an_index_that_fails_is_not_told_as_documents_that_cannot_be_read() throws Exception {
    Path place = folder.resolve("index");
    try (KeptIndex index = open(place, new ArrayList<>())) {
      index.addFile(document("1.0.0"), _ -> {});
    }
    List<Connection> others = new ArrayList<>();
    try (KeptIndex index = open(place, new ArrayList<>())) {
      Progress taking =
          _ -> {
            try {
              others.add(sqlite(place.resolve("index.sqlite.new")));
              others.getFirst().createStatement().execute("BEGIN IMMEDIATE");
            } catch (SQLException e) {
              throw new IllegalStateException(e);
            }
          };
      assertThatThrownBy(() -> index.rebuild(false, taking))
          .isInstanceOf(IndexUnusableException.class)
          .hasMessageContaining("SQLITE_BUSY");
    } finally {
      for (Connection each : others) {
        each.close();
      }
    }
    try (KeptIndex index = open(place, new ArrayList<>())) {
      assertThat(index.use(CarrierIndex::size, _ -> {}).inventories()).isEqualTo(1);
    }
  }

  @Test
  void a_list_that_cannot_be_written_is_the_failure_of_the_index() throws Exception {
    Path place = folder.resolve("index");
    Path document = document("1.0.0");
    try (KeptIndex index = open(place, new ArrayList<>())) {
      Files.createDirectories(place.resolve("sources.json").resolve("in the way"));
      assertThatThrownBy(() -> index.addFile(document, _ -> {}))
          .isInstanceOf(IndexUnusableException.class)
          .hasMessageContaining("sources.json");
      assertThat(index.use(CarrierIndex::size, _ -> {}).inventories()).isZero();
    }
  }

  @Test
  @Timeout(60)
  void one_at_a_time_uses_a_folder_and_who_waits_loses_nothing() throws Exception {
    Path place = folder.resolve("index");
    CountDownLatch waits = new CountDownLatch(1);
    List<String> told = new CopyOnWriteArrayList<>();
    try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
      Future<Boolean> second;
      try (KeptIndex first = open(place, new ArrayList<>())) {
        second =
            thread.submit(
                () -> {
                  Consumer<String> waiting =
                      line -> {
                        told.add(line);
                        waits.countDown();
                      };
                  try (KeptIndex index = KeptIndex.open(new IndexPlace.Folder(place), waiting)) {
                    return index.addFile(document("1.1.0"), waiting);
                  }
                });
        assertThat(waits.await(30, TimeUnit.SECONDS)).isTrue();
        first.addFile(document("1.0.0"), _ -> {});
      }
      assertThat(second.get(30, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(told).hasSize(1).first().asString().contains("waiting for it to end");
    try (KeptIndex index = open(place, new ArrayList<>())) {
      assertThat(index.rebuild(false, Progress.SILENT)).isEmpty();
      assertThat(index.use(CarrierIndex::size, _ -> {}).inventories()).isEqualTo(2);
    }
  }

  @Test
  void who_waits_in_vain_for_another_process_is_told_what_to_do() throws Exception {
    List<String> told = new ArrayList<>();
    FolderLock.take(folder, told::add).close();
    try (FileChannel other =
        FileChannel.open(folder.resolve(FolderLock.NAME), StandardOpenOption.WRITE)) {
      other.lock();
      assertThatThrownBy(() -> FolderLock.take(folder, Duration.ofMillis(200), told::add))
          .isInstanceOf(IndexUnusableException.class)
          .hasMessageContainingAll(folder.toString(), "Nothing was done", "Try again");
    }
    assertThat(told).hasSize(1);
    FolderLock.take(folder, told::add).close();
    assertThat(told).hasSize(1);
  }

  @Test
  void an_index_of_an_older_edition_is_made_again() throws Exception {
    Path place = folder.resolve("index");
    List<String> told = new ArrayList<>();
    try (KeptIndex index = open(place, told)) {
      index.addFile(document("1.0.0"), told::add);
    }
    try (Connection old = sqlite(place.resolve("index.sqlite"));
        Statement statement = old.createStatement()) {
      statement.execute("PRAGMA user_version=2");
    }
    try (KeptIndex index = open(place, told)) {
      assertThat(index.use(CarrierIndex::size, told::add).inventories()).isEqualTo(1);
    }
    assertThat(told).hasSize(1).first().asString().contains("edition 2", "made again");
  }

  private static KeptIndex open(Path place, List<String> told) throws IOException {
    return KeptIndex.open(new IndexPlace.Folder(place), told::add);
  }

  private Path document(String version) throws IOException {
    return Files.writeString(
        folder.resolve(version + ".cdx.json"),
        CycloneDxWriter.text(IndexCases.inventory(version, "5.6.1-1")));
  }

  private static Connection sqlite(Path file) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file);
  }
}
