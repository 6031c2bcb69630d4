package io.holdfast.inventory.index;

import static io.holdfast.inventory.index.IndexCases.inventory;
import static io.holdfast.inventory.index.IndexCases.node;
import static io.holdfast.inventory.index.IndexCases.ref;
import static io.holdfast.inventory.index.IndexCases.release;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.inventory.DebianPostgres;
import io.holdfast.inventory.Inventory;
import io.holdfast.inventory.Samples;
import io.holdfast.inventory.document.CycloneDxWriter;
import io.holdfast.inventory.index.database.DocumentRefusedException;
import io.holdfast.inventory.index.database.ServerAddress;
import io.holdfast.inventory.index.database.ServerException;
import io.holdfast.inventory.query.Query;
import io.holdfast.inventory.statement.NodeStatement;
import io.holdfast.inventory.statement.NodeStatement.Holding;
import io.holdfast.inventory.statement.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What only an index on a server has: others that use it, rights, a network, a server that dies.
 */
@Tag("tools")
@Timeout(300)
class ServerTest {
  /** More than an import takes in at once. */
  private static final int MANY = 9_000;

  @TempDir private Path folder;
  private DebianPostgres server;
  private String database;

  @BeforeEach
  void start() throws Exception {
    server = DebianPostgres.running();
    database = server.emptyDatabaseName();
  }

  private CarrierIndex open() throws IOException {
    return CarrierIndex.open(server.address(database), _ -> {});
  }

  private KeptIndex kept(List<String> told) throws IOException {
    return KeptIndex.open(new IndexPlace.Server(server.address(database)), told::add);
  }

  private static void refused(ServerAddress address, String... words) {
    assertThatThrownBy(() -> CarrierIndex.open(address, _ -> {}))
        .isInstanceOf(ServerException.class)
        .hasMessageContainingAll(words)
        .satisfies(
            e -> {
              for (Throwable each = e; each != null; each = each.getCause()) {
                assertThat(String.valueOf(each.getMessage())).doesNotContain("s3cret");
              }
            });
  }

  @Test
  void who_is_not_let_in_is_told_how_to_say_who() {
    Map<String, String> wrong = Map.of("PGUSER", DebianPostgres.OWNER, "PGPASSWORD", "s3cret");
    refused(
        ServerAddress.of(server.url(database), wrong),
        "does not let holdfast in",
        "password authentication failed",
        "PGPASSWORD",
        database);
    refused(
        ServerAddress.of(server.url(database), Map.of("PGUSER", DebianPostgres.OWNER)),
        "does not let holdfast in",
        "~/.pgpass");
  }

  @Test
  void a_server_or_database_that_is_not_there_is_named() {
    refused(server.address("nowhere"), "/nowhere on PostgreSQL does not exist", "createdb");
    refused(
        ServerAddress.of("jdbc:postgresql://127.0.0.1:1/d?password=s3cret", Map.of()),
        "127.0.0.1:1/d",
        "cannot be reached");
    refused(
        ServerAddress.of(
            server.url(database) + "?currentSchema=gone",
            Map.of("PGUSER", DebianPostgres.OWNER, "PGPASSWORD", DebianPostgres.PASSWORD)),
        "no schema",
        "CREATE SCHEMA");
  }

  @Test
  void who_may_only_read_can_ask_but_neither_make_nor_import() throws Exception {
    server.execute(database, "CREATE ROLE " + database + " LOGIN PASSWORD 's3cret'");
    ServerAddress reader =
        ServerAddress.of(server.url(database), Map.of("PGUSER", database, "PGPASSWORD", "s3cret"));
    refused(reader, "does not let " + database + " do that", "right to create");
    try (CarrierIndex index = open()) {
      index.add(inventory("1.0.0", "5.6.1-1"));
    }
    server.execute(database, "GRANT SELECT ON ALL TABLES IN SCHEMA public TO " + database);
    try (CarrierIndex index = CarrierIndex.open(reader, _ -> {})) {
      assertThat(index.ask(Query.parse("liblzma5")).carriers()).hasSize(1);
      assertThatThrownBy(() -> index.add(inventory("1.1.0", "5.6.1-1")))
          .isInstanceOf(ServerException.class)
          .hasMessageContaining("does not let " + database + " do that");
      assertThat(index.size().inventories()).isEqualTo(1);
    }
  }

  @Test
  void tables_of_a_newer_holdfast_are_left_alone() throws Exception {
    open().close();
    server.execute(
        database,
        "INSERT INTO holdfast_schema SELECT 99, '99', description, type, script, checksum,"
            + " installed_by, installed_on, execution_time, success FROM holdfast_schema"
            + " WHERE version = '1'");
    refused(server.address(database), "tables of edition 99", "Use a newer Holdfast");
  }

  @Test
  void tables_of_others_are_left_alone() throws Exception {
    server.execute(database, "CREATE TABLE invoices (id BIGINT)");
    refused(server.address(database), "tables that this Holdfast did not make", "currentSchema");
  }

  @Test
  void tables_of_an_older_holdfast_are_brought_up_to_date() throws Exception {
    try (CarrierIndex index = open()) {
      index.add(inventory("1.0.0", "5.6.1-1"));
    }
    server.execute(database, "DROP TABLE source");
    server.execute(database, "DELETE FROM holdfast_schema WHERE version = '2'");
    try (KeptIndex index = kept(new ArrayList<>())) {
      CarrierIndex.Size size = index.use(CarrierIndex::size, _ -> {});
      assertThat(size.inventories()).isEqualTo(1);
      assertThat(index.addFile(document("1.1.0"), _ -> {})).isTrue();
    }
  }

  @Test
  void a_database_that_keeps_no_utf_8_is_refused() throws Exception {
    server.execute(
        "postgres",
        "CREATE DATABASE latin"
            + database
            + " ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
    refused(server.address("latin" + database), "UTF-8", "createdb -T template0 -E UTF8");
  }

  @Test
  void several_that_come_first_at_once_make_the_tables_once() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<Long>> all = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        all.add(
            threads.submit(
                () -> {
                  try (CarrierIndex index = open()) {
                    return index.size().inventories();
                  }
                }));
      }
      for (Future<Long> each : all) {
        assertThat(each.get(120, TimeUnit.SECONDS)).isZero();
      }
    }
  }

  @Test
  void imports_at_once_come_one_after_the_other_and_none_is_lost() throws Exception {
    List<String> told = new CopyOnWriteArrayList<>();
    CountDownLatch within = new CountDownLatch(1);
    CountDownLatch waiting = new CountDownLatch(2);
    Consumer<String> adds = told::add;
    Consumer<String> hears = adds.andThen(_ -> waiting.countDown());
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      List<Future<Boolean>> all = new ArrayList<>();
      all.add(
          threads.submit(
              () -> {
                try (CarrierIndex index = open()) {
                  index.addNodes(untilOthersWait(within, waiting));
                  return index.add(release("1.0.0", "5.6.1-1"));
                }
              }));
      assertThat(within.await(60, TimeUnit.SECONDS)).isTrue();
      for (String version : List.of("1.1.0", "1.2.0")) {
        all.add(
            threads.submit(
                () -> {
                  try (CarrierIndex index = CarrierIndex.open(server.address(database), hears)) {
                    index.addNodes(List.of(node("n0", 7, new Holding(Role.STAGED, ref(version)))));
                    return index.add(release(version, "5.6.1-1"));
                  }
                }));
      }
      for (Future<Boolean> each : all) {
        assertThat(each.get(120, TimeUnit.SECONDS)).isTrue();
      }
    }
    assertThat(told)
        .hasSizeGreaterThan(1)
        .allSatisfy(line -> assertThat(line).contains("waiting for it"));
    try (CarrierIndex index = open()) {
      Answer answer = index.ask(Query.parse("liblzma5"));
      assertThat(answer.carriers()).hasSize(3);
      assertThat(answer.nodes()).isEqualTo(MANY);
      assertThat(answer.byRole())
          .containsEntry(Role.RUNNING, MANY - 1L)
          .containsEntry(Role.STAGED, 1L);
    }
  }

  @Test
  void a_server_that_dies_in_the_middle_of_an_import_has_nothing_of_it() throws Exception {
    try (CarrierIndex index = open()) {
      index.add(release("1.0.0", "5.6.1-1"));
      Iterable<NodeStatement> dying =
          () -> {
            Iterator<NodeStatement> all = nodes().iterator();
            return new Iterator<>() {
              private int given;

              @Override
              public boolean hasNext() {
                return all.hasNext();
              }

              @Override
              public NodeStatement next() {
                if (++given == MANY - 1) {
                  kill();
                }
                return all.next();
              }
            };
          };
      assertThatThrownBy(() -> index.addNodes(dying))
          .isInstanceOf(ServerException.class)
          .hasMessageContainingAll(database, "lost in the middle", "Nothing", "Try again");
    }
    server = DebianPostgres.running();
    try (CarrierIndex index = open()) {
      assertThat(index.size()).isEqualTo(new CarrierIndex.Size(1, 0));
      assertThat(index.ask(Query.parse("liblzma5")).nodes()).isZero();
      assertThat(index.addNodes(nodes())).isEqualTo(MANY);
      assertThat(index.ask(Query.parse("liblzma5")).nodes()).isEqualTo(MANY);
    }
  }

  private void kill() {
    try {
      server.kill();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_statement_that_takes_too_long_is_ended() throws Exception {
    open().close();
    try (CarrierIndex index = CarrierIndex.open(hasty(), _ -> {});
        Connection other = server.connect(database);
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE node");
      assertThatThrownBy(index::size)
          .isInstanceOf(ServerException.class)
          .hasMessageContaining("in the time that one statement has");
      other.rollback();
      assertThat(index.size().nodes()).isZero();
    }
  }

  private ServerAddress hasty() {
    return ServerAddress.of(
        server.url(database) + "?options=-c%20statement_timeout=300",
        Map.of("PGUSER", DebianPostgres.OWNER, "PGPASSWORD", DebianPostgres.PASSWORD));
  }

  @Test
  void an_address_that_limits_statements_limits_those_that_empty_tables_too() throws Exception {
    open().close();
    try (KeptIndex index = KeptIndex.open(new IndexPlace.Server(hasty()), _ -> {});
        Connection other = server.connect(database);
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE node");
      assertThatThrownBy(() -> index.rebuild(false, _ -> {}))
          .isInstanceOf(ServerException.class)
          .hasMessageContaining("in the time that one statement has");
      other.rollback();
      assertThat(index.rebuild(false, _ -> {})).isEmpty();
    }
  }

  @Test
  void documents_that_are_gone_are_told_before_anything_is_emptied() throws Exception {
    Path lost = document("1.0.0");
    try (KeptIndex index = kept(new ArrayList<>())) {
      index.addFile(lost, _ -> {});
    }
    Files.delete(lost);
    try (KeptIndex index = KeptIndex.open(new IndexPlace.Server(hasty()), _ -> {});
        Connection other = server.connect(database);
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE node");
      assertThatThrownBy(() -> index.rebuild(false, _ -> {}))
          .isInstanceOf(IncompleteException.class)
          .hasMessageContaining(lost.toString());
    }
  }

  @Test
  void a_change_is_one_whatever_the_database_is_set_to() throws Exception {
    open().close();
    for (String setting : List.of("isolation = 'serializable'", "read_only = on")) {
      server.execute(
          database, "ALTER DATABASE " + database + " SET default_transaction_" + setting);
    }
    try (CarrierIndex index = open()) {
      assertThat(index.add(release("1.0.0", "5.6.1-1"))).isTrue();
      String isolation =
          index
              .database()
              .change(
                  () ->
                      index
                          .database()
                          .list("SHOW transaction_isolation", row -> row.getString(1))
                          .getFirst());
      assertThat(isolation).isEqualTo("read committed");
    }
  }

  @Test
  void who_has_a_schema_of_his_own_name_shares_the_tables_and_the_lock() throws Exception {
    open().close();
    String role = "own" + database;
    server.execute(database, "CREATE ROLE " + role + " LOGIN PASSWORD 's3cret'");
    server.execute(database, "CREATE SCHEMA " + role + " AUTHORIZATION " + role);
    server.execute(database, "GRANT CREATE ON SCHEMA public TO " + role);
    server.execute(database, "GRANT ALL ON ALL TABLES IN SCHEMA public TO " + role);
    server.execute(database, "DROP TABLE source");
    server.execute(database, "DELETE FROM holdfast_schema WHERE version = '2'");
    ServerAddress theirs =
        ServerAddress.of(server.url(database), Map.of("PGUSER", role, "PGPASSWORD", "s3cret"));
    CountDownLatch waits = new CountDownLatch(1);
    try (ExecutorService thread = Executors.newSingleThreadExecutor();
        CarrierIndex others = CarrierIndex.open(theirs, _ -> waits.countDown());
        CarrierIndex index = open()) {
      Future<Boolean> second =
          index
              .database()
              .change(
                  () -> {
                    Future<Boolean> waiting =
                        thread.submit(() -> others.add(release("1.0.0", "5.6.1-1")));
                    assertThat(isDown(waits)).isTrue();
                    return waiting;
                  });
      assertThat(second.get(60, TimeUnit.SECONDS)).isTrue();
      assertThat(index.size().inventories()).isEqualTo(1);
      assertThat(
              index
                  .database()
                  .number(
                      "SELECT count(*) FROM pg_tables WHERE tablename = 'source'"
                          + " AND schemaname = 'public'"))
          .isEqualTo(1);
      assertThat(
              index.database().number("SELECT count(*) FROM pg_tables WHERE schemaname = ?", role))
          .isZero();
    }
  }

  private static boolean isDown(CountDownLatch latch) {
    try {
      return latch.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_document_that_cannot_be_kept_is_refused_and_the_next_one_taken() throws Exception {
    Random random = new Random(1);
    StringBuilder path = new StringBuilder("/");
    while (path.length() < 4000) {
      path.append(Integer.toHexString(random.nextInt()));
    }
    Inventory bad =
        new Inventory(
            inventory("1.0.0", "5.6.1-1").subject(), List.of(), List.of(Samples.file(path + "/a")));
    try (CarrierIndex index = open()) {
      assertThatThrownBy(() -> index.add(bad))
          .isInstanceOf(DocumentRefusedException.class)
          .hasMessageContainingAll(database, "2,700 bytes", "Nothing of the document was kept");
      assertThat(index.size().inventories()).isZero();
      assertThat(index.add(inventory("1.0.0", "5.6.1-1"))).isTrue();
    }
  }

  @Test
  void an_index_is_made_again_from_the_list_that_all_share() throws Exception {
    Path good = document("1.0.0");
    Path lost = document("1.1.0");
    try (KeptIndex index = kept(new ArrayList<>())) {
      index.addFile(good, _ -> {});
      index.addFile(lost, _ -> {});
    }
    server.execute(database, "DELETE FROM carries");
    try (KeptIndex index = kept(new ArrayList<>())) {
      assertThat(carriers(index)).isZero();
      assertThat(index.rebuild(false, _ -> {})).isEmpty();
      assertThat(carriers(index)).isEqualTo(2);
      Files.delete(lost);
      assertThatThrownBy(() -> index.rebuild(false, _ -> {}))
          .isInstanceOf(IncompleteException.class)
          .hasMessageContaining(lost.toString());
      assertThat(carriers(index)).isEqualTo(2);
      assertThat(index.rebuild(true, _ -> {})).hasSize(1);
      assertThat(carriers(index)).isEqualTo(1);
      assertThat(index.rebuild(false, _ -> {})).isEmpty();
    }
  }

  @Test
  void files_of_one_path_on_two_machines_are_two() throws Exception {
    try (CarrierIndex index = open()) {
      Source source = new Source(Source.Kind.NODES, "/a", "", "", ref("1.0.0").manifest(), "");
      SourceTable here = new SourceTable(index.database(), "here");
      here.add(source);
      here.add(source);
      new SourceTable(index.database(), "there").add(source);
      assertThat(here.all()).extracting(Source::host).containsExactly("here", "there");
    }
    try (KeptIndex index = kept(new ArrayList<>())) {
      assertThatThrownBy(() -> index.rebuild(false, _ -> {}))
          .hasMessageContainingAll("it is on here", "it is on there");
    }
  }

  private static int carriers(KeptIndex index) throws IOException {
    return index.use(each -> each.ask(Query.parse("liblzma5")).carriers().size(), _ -> {});
  }

  private Path document(String version) throws IOException {
    return Files.writeString(
        folder.resolve(version + ".cdx.json"), CycloneDxWriter.text(inventory(version, "5.6.1-1")));
  }

  private static List<NodeStatement> nodes() {
    return IntStream.range(0, MANY)
        .mapToObj(i -> node("n" + i, 1, new Holding(Role.RUNNING, ref("1.0.0"))))
        .toList();
  }

  /** All; says when the first are in the tables, and has the rest only once others wait. */
  private static Iterable<NodeStatement> untilOthersWait(
      CountDownLatch within, CountDownLatch waiting) {
    return () ->
        nodes().stream()
            .peek(
                each -> {
                  if (each.node().equals("n5000")) {
                    within.countDown();
                    assertThat(isDown(waiting)).as("others wait").isTrue();
                  }
                })
            .iterator();
  }
}
