package io.holdfast.inventory.index.database;

import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Makes the tables, and brings older ones up to date: by Flyway, which is asked only when there is
 * something to do, for to ask it takes a fifth of a second. Stateless.
 */
final class Schema {
  /** Where Flyway writes down what it did. */
  static final String HISTORY = "holdfast_schema";

  private static final String PLACE = "classpath:io/holdfast/inventory/index/schema/";

  private Schema() {}

  /**
   * Does all migrations that are not done yet.
   *
   * @param schema that the tables are in, or are to be in; null where there are no schemas
   * @param words what stands in the migrations' braces
   * @param folders of migrations
   * @throws FlywayException if the tables are not those that the migrations made
   */
  static void migrate(
      DataSource source, @Nullable String schema, Map<String, String> words, String... folders)
      throws SQLException {
    String[] places = new String[folders.length];
    for (int i = 0; i < folders.length; i++) {
      places[i] = PLACE + folders[i];
    }
    try {
      FluentConfiguration configuration = Flyway.configure();
      if (schema != null) {
        configuration.defaultSchema(schema);
      }
      configuration
          .dataSource(source)
          .locations(places)
          .placeholders(words)
          .table(HISTORY)
          .cleanDisabled(true)
          .loggers("slf4j")
          .load()
          .migrate();
    } catch (FlywayException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof SQLException known) {
          throw known;
        }
      }
      throw e;
    }
  }
}
