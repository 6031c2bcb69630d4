package io.holdfast.inventory.index.database;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.flywaydb.core.api.FlywayException;

/**
 * An index on a server, which several processes use at a time: each question sees one state, and
 * changes come one after the other. A message costs time on a network, so many keys and rows go in
 * one, as arrays. Not thread-safe.
 */
final class PostgresServer implements Dialect {
  /** Of the newest migration. */
  static final int SCHEMA = 2;

  /** The slowest statement of an import or a question takes seconds. */
  static final Duration STATEMENT_LIMIT = Duration.ofMinutes(1);

  /** What of an answer is in memory at a time. */
  static final String ROWS_AT_ONCE = "2000";

  /** To empty the tables of a large fleet, or to fill them again without pause between. */
  private static final Duration CLEARING_LIMIT = Duration.ofMinutes(10);

  /** First half of the lock's number, "Hold" in ASCII; the second is a table's. */
  private static final int LOCK = 0x486f6c64;

  /** Where tables are found, which need not be the schema that new ones come into. */
  private static final String SCHEMA_OF_TABLES =
      "SELECT coalesce((SELECT n.nspname FROM pg_class c JOIN pg_namespace n"
          + " ON n.oid = c.relnamespace WHERE c.oid = to_regclass('"
          + Schema.HISTORY
          + "')), current_schema())";

  private static final Map<String, String> WORDS =
      Map.of("id", "BIGINT PRIMARY KEY", "bytes", "BYTEA", "clustered", "");

  private final ServerAddress address;
  private final Consumer<String> told;
  private final ServerFailures failures;

  PostgresServer(ServerAddress address, Consumer<String> told) {
    this.address = address;
    this.told = told;
    this.failures = new ServerFailures(address);
  }

  @Override
  public Connection connect() throws SQLException, IOException {
    Connection connection = address.source().getConnection();
    try {
      failures.connected();
      try (Statement statement = connection.createStatement()) {
        if (!address.limitsStatements()) {
          statement.execute("SET statement_timeout = " + STATEMENT_LIMIT.toMillis());
        }
        prepare(statement);
      }
      return connection;
    } catch (SQLException | IOException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private void prepare(Statement statement) throws SQLException, IOException {
    String schema = text(statement, SCHEMA_OF_TABLES);
    if (schema.isEmpty()) {
      throw failures.of(
          "has no schema that is named", "Make it with CREATE SCHEMA, or name another");
    }
    long found = edition(statement);
    if (found < SCHEMA) {
      migrate(statement, schema, found == 0);
    } else if (found > SCHEMA) {
      throw failures.of(
          "has tables of edition " + found + ", and this Holdfast knows them up to " + SCHEMA,
          "Use a newer Holdfast");
    }
  }

  /** Looks first whether it can be done: Flyway would try for ten seconds before it gave up. */
  private void migrate(Statement statement, String schema, boolean isNew)
      throws SQLException, IOException {
    if (isNew && !text(statement, "SHOW server_encoding").equals("UTF8")) {
      throw failures.of("does not keep text in UTF-8", ServerFailures.MAKE);
    }
    String mayCreate = "SELECT has_schema_privilege((" + SCHEMA_OF_TABLES + "), 'CREATE')";
    if (!text(statement, mayCreate).equals("t")) {
      throw failures.noRight(null);
    }
    try {
      Schema.migrate(address.source(), schema, WORDS, "both", "postgresql");
    } catch (FlywayException e) {
      throw failures.of(
          "has tables that this Holdfast did not make: "
              + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
          "Name an empty database, or a schema of its own with '?currentSchema=NAME'");
    }
  }

  /** The edition of the tables; 0 if there are none. */
  private static long edition(Statement statement) throws SQLException {
    String there = text(statement, "SELECT to_regclass('" + Schema.HISTORY + "')::text");
    if (there.isEmpty()) {
      return 0;
    }
    return Long.parseLong(
        text(
            statement,
            "SELECT coalesce(max(version::bigint), 0) FROM " + Schema.HISTORY + " WHERE success"));
  }

  private static String text(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      String text = row.next() ? row.getString(1) : null;
      return text == null ? "" : text;
    }
  }

  @Override
  public void beginQuestion(Statements statements) throws SQLException {
    execute(statements, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
  }

  /**
   * Waits for its turn: numbers of rows are given by whoever changes them, who must be alone. The
   * lock ends with the transaction, and so with the connection.
   */
  @Override
  public void beginChange(Statements statements) throws SQLException, IOException {
    // First, and whatever the database's own settings are: who waited must see what he waited for.
    execute(statements, "SET TRANSACTION ISOLATION LEVEL READ COMMITTED, READ WRITE");
    // On the table itself: two may find it by different paths of schemas.
    String sql = "SELECT pg_try_advisory_xact_lock(" + LOCK + ", 'document'::regclass::oid::int)";
    Boolean given;
    try {
      given =
          Turn.<Boolean, SQLException>await(
              Turn.LIMIT,
              () -> isTrue(statements, sql) ? true : null,
              () ->
                  told.accept(
                      "Another Holdfast changes the index on "
                          + address
                          + "; waiting for it to end."));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failures.of("was waited for in vain: this was interrupted", "Nothing was done");
    }
    if (given == null) {
      throw failures.of(
          "has been changed by another Holdfast for " + Turn.LIMIT.toSeconds() + " s",
          "Nothing was done. Try again when that is over");
    }
  }

  private static boolean isTrue(Statements statements, String sql) throws SQLException {
    try (ResultSet row = statements.bound(sql).executeQuery()) {
      return row.next() && row.getBoolean(1);
    }
  }

  @Override
  public void match(Statements statements, Lookup lookup, List<Object[]> keys, Matches matches)
      throws SQLException, IOException {
    List<Column> columns = lookup.keys();
    List<String> names = new ArrayList<>();
    List<String> conditions = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      names.add("k" + i);
      conditions.add(columns.get(i).name() + " = w.k" + i);
    }
    String sql =
        "SELECT "
            + String.join(", ", lookup.columns())
            + ", w.n FROM "
            + arrays(columns)
            + " WITH ORDINALITY AS w("
            + String.join(", ", names)
            + ", n), "
            + lookup.from()
            + " WHERE "
            + String.join(" AND ", conditions);
    int number = lookup.columns().size() + 1;
    try (ResultSet rows = bound(statements, sql, columns, keys).executeQuery()) {
      while (rows.next()) {
        matches.visit((int) rows.getLong(number) - 1, rows);
      }
    }
  }

  @Override
  public void add(Statements statements, Table table, List<Object[]> rows) throws SQLException {
    String names = Table.names(table.columns());
    String sql =
        table.insertInto()
            + " SELECT "
            + names
            + " FROM "
            + arrays(table.columns())
            + " AS w("
            + names
            + ")"
            + table.onConflict();
    bound(statements, sql, table.columns(), rows).executeUpdate();
  }

  @Override
  public void set(Statements statements, Table table, List<Object[]> rows) throws SQLException {
    String sql =
        "UPDATE "
            + table.name()
            + " AS t SET "
            + table.others().stream()
                .map(each -> each.name() + " = w." + each.name())
                .collect(Collectors.joining(", "))
            + " FROM "
            + arrays(table.columns())
            + " AS w("
            + Table.names(table.columns())
            + ") WHERE "
            + table.keys().stream()
                .map(each -> "t." + each.name() + " = w." + each.name())
                .collect(Collectors.joining(" AND "));
    bound(statements, sql, table.columns(), rows).executeUpdate();
  }

  /** Readers still see the rows until this is over, which TRUNCATE would not let them. */
  @Override
  public void clear(Statements statements, List<String> tables) throws SQLException {
    if (!address.limitsStatements()) {
      execute(statements, "SET LOCAL statement_timeout = " + CLEARING_LIMIT.toMillis());
      statements
          .connection()
          .setNetworkTimeout(Runnable::run, (int) CLEARING_LIMIT.plusSeconds(30).toMillis());
    }
    for (String table : tables) {
      execute(statements, "DELETE FROM " + table);
    }
  }

  private static void execute(Statements statements, String sql) throws SQLException {
    try (Statement statement = statements.connection().createStatement()) {
      statement.execute(sql);
    }
  }

  /** As many rows as a parameter has elements, one parameter a column. */
  private static String arrays(List<Column> columns) {
    return columns.stream()
        .map(each -> "?::" + each.type().word() + "[]")
        .collect(Collectors.joining(", ", "unnest(", ")"));
  }

  private static PreparedStatement bound(
      Statements statements, String sql, List<Column> columns, List<Object[]> rows)
      throws SQLException {
    Object[] arrays = new Object[columns.size()];
    for (int i = 0; i < arrays.length; i++) {
      Object[] values = columns.get(i).type().array(rows.size());
      for (int row = 0; row < values.length; row++) {
        values[row] = rows.get(row)[i];
      }
      arrays[i] = statements.connection().createArrayOf(columns.get(i).type().word(), values);
    }
    return statements.bound(sql, arrays);
  }

  @Override
  public IOException failure(SQLException e) {
    return failures.of(e);
  }
}
