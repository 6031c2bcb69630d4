package io.holdfast.inventory.index.database;

import java.util.Map;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Which database of which PostgreSQL server holds an index, and as whom. Never shows a password.
 * Immutable; safe for use by several threads.
 */
public final class ServerAddress {
  private static final String PREFIX = "jdbc:";

  private static final Pattern FORM =
      Pattern.compile("jdbc:postgresql://[^/?@\\s]+/[^/?@\\s]+(\\?.*)?");

  /** Seconds: a server that is there answers in a fraction of one. */
  private static final String TO_CONNECT = "10";

  /** Seconds until it has let somebody in. */
  private static final String TO_LOG_IN = "20";

  /** Seconds without a word: longer than any statement may take. */
  private static final String OF_SILENCE =
      Long.toString(PostgresServer.STATEMENT_LIMIT.toSeconds() + 30);

  private final PGSimpleDataSource source;

  private ServerAddress(PGSimpleDataSource source) {
    this.source = source;
  }

  /**
   * Whether a text is meant as one, good or not: a folder of such a name would have a password in
   * it that was meant for a server.
   */
  public static boolean isMeantBy(String text) {
    return text.contains("://") || text.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
  }

  /**
   * Reads {@code jdbc:postgresql://HOST[:PORT]/DATABASE[?NAME=VALUE&...]}, with the parameters of
   * PostgreSQL's own driver.
   *
   * @param environment whose PGUSER and PGPASSWORD count where the address names no user or
   *     password; the driver itself looks into ~/.pgpass
   * @throws IllegalArgumentException if it is none
   */
  public static ServerAddress of(String url, Map<String, String> environment) {
    PGSimpleDataSource source = parsed(url);
    if (source.getUser() == null) {
      source.setUser(environment.get("PGUSER"));
    }
    if (source.getPassword() == null) {
      source.setPassword(environment.get("PGPASSWORD"));
    }
    setUnlessNamed(source, url, PGProperty.APPLICATION_NAME, "holdfast");
    setUnlessNamed(source, url, PGProperty.CONNECT_TIMEOUT, TO_CONNECT);
    setUnlessNamed(source, url, PGProperty.LOGIN_TIMEOUT, TO_LOG_IN);
    if (!limitsStatements(source)) {
      setUnlessNamed(source, url, PGProperty.SOCKET_TIMEOUT, OF_SILENCE);
    }
    setUnlessNamed(source, url, PGProperty.TCP_KEEP_ALIVE, "true");
    setUnlessNamed(source, url, PGProperty.DEFAULT_ROW_FETCH_SIZE, PostgresServer.ROWS_AT_ONCE);
    return new ServerAddress(source);
  }

  /** What was given is never shown, nor is a cause that shows it: a password may be in it. */
  private static PGSimpleDataSource parsed(String url) {
    if (FORM.matcher(url).matches()) {
      PGSimpleDataSource source = new PGSimpleDataSource();
      try {
        source.setUrl(url);
        return source;
      } catch (IllegalArgumentException _) {
        // Told below.
      }
    }
    throw new IllegalArgumentException(
        "An index on a server is named 'jdbc:postgresql://HOST[:PORT]/DATABASE'. User and password"
            + " are no part of that: set PGUSER and PGPASSWORD, or write them into ~/.pgpass.");
  }

  private static void setUnlessNamed(
      PGSimpleDataSource source, String url, PGProperty property, String value) {
    if (!url.contains(property.getName() + "=")) {
      source.setProperty(property, value);
    }
  }

  /** Connections as this address has them. */
  DataSource source() {
    return source;
  }

  /** Whether it says itself how long a statement may take. */
  boolean limitsStatements() {
    return limitsStatements(source);
  }

  private static boolean limitsStatements(PGSimpleDataSource source) {
    String options = source.getProperty(PGProperty.OPTIONS);
    return options != null && options.contains("statement_timeout");
  }

  /** As whom; the driver takes the name of the system's user if nobody is named. */
  String user() {
    String user = source.getUser();
    return user == null ? System.getProperty("user.name") : user;
  }

  /** A text without the password that this address has. */
  String withoutPassword(String text) {
    String password = source.getPassword();
    return password == null || password.isEmpty() ? text : text.replace(password, "***");
  }

  /** Host, port and database alone. */
  @Override
  public String toString() {
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < source.getServerNames().length; i++) {
      words.append(i == 0 ? "" : ",").append(source.getServerNames()[i]);
      words.append(':').append(source.getPortNumbers()[i] == 0 ? 5432 : source.getPortNumbers()[i]);
    }
    return words + "/" + source.getDatabaseName();
  }
}
