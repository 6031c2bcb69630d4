package io.holdfast.inventory.index.database;

import java.io.IOException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong with a server, in words: what, where, why, what to do next. Numbers are
 * PostgreSQL's error codes (its manual, appendix A) and those of its driver. Not thread-safe.
 */
final class ServerFailures {
  private static final String LOG_IN =
      "Say who with PGUSER, and the password with PGPASSWORD or a line of ~/.pgpass, which only you"
          + " may read";

  /** Of template0, for a server whose others are in another encoding refuses. */
  static final String MAKE = "Make it with 'createdb -T template0 -E UTF8 NAME'";

  private final ServerAddress address;
  private boolean isConnected;

  ServerFailures(ServerAddress address) {
    this.address = address;
  }

  /** From now on a connection that fails is one that was lost. */
  void connected() {
    isConnected = true;
  }

  ServerException of(String what, String next) {
    return of(what, next, null);
  }

  /** For somebody who may not make tables, or change them. */
  ServerException noRight(@Nullable SQLException e) {
    return of(
        "does not let " + address.user() + " do that",
        "Who makes the tables needs the right to create them in the schema, and who imports owns"
            + " them or may change them; who asks needs SELECT on all of them",
        e);
  }

  /** What a failure comes to: a {@link ServerException}, or a {@link DocumentRefusedException}. */
  IOException of(SQLException e) {
    String code = e.getSQLState() == null ? "" : e.getSQLState();
    return switch (code) {
      case "28P01", "28000", "08004" -> of("does not let " + address.user() + " in", LOG_IN, e);
      case "3D000" -> of("does not exist", MAKE + ", or correct its name", e);
      case "42501" -> noRight(e);
      case "57014" ->
          of(
              "did not do it in the time that one statement has",
              "See what else the server does, and try again; the address may give it more with"
                  + " '?options=-c%20statement_timeout=MILLISECONDS'",
              e);
      // The second is what one that follows another says to SET TRANSACTION READ WRITE.
      case "25006", "0A000" ->
          of("takes no changes: it follows another server", "Name that one", e);
      case "53300" -> of("has no connection left", "Try again later", e);
      case "53100" -> of("has no room left on its disk", "Make room, and try again", e);
      case "54000" -> refused("keeps no name or path of more than 2,700 bytes", e);
      case "22021", "22P05" -> refused("keeps no text with a zero in it", e);
      case "42P01", "42703" ->
          of(
              "lacks tables that its history says are there",
              "Drop the schema's tables, " + Schema.HISTORY + " among them, and import again",
              e);
      default -> other(code, e);
    };
  }

  private ServerException other(String code, SQLException e) {
    if (code.startsWith("57P") && !isConnected) {
      return of("starts or stops just now", "Try again", e);
    }
    if (code.startsWith("08") && !isConnected) {
      return of(
          "cannot be reached", "See that the server runs, and that host and port are right", e);
    }
    if (code.startsWith("08") || code.startsWith("57P") || code.equals("25P03")) {
      return of(
          "was lost in the middle", "Nothing of what was not finished was kept. Try again", e);
    }
    return of("cannot be used", "Nothing of what was not finished was kept", e);
  }

  private ServerException of(String what, String next, @Nullable SQLException e) {
    return new ServerException(words(what, next, e), e == null ? new SQLException(what) : e);
  }

  private DocumentRefusedException refused(String what, SQLException e) {
    return new DocumentRefusedException(words(what, "Nothing of the document was kept", e), e);
  }

  private String words(String what, String next, @Nullable SQLException e) {
    String words =
        "The index "
            + address
            + " on PostgreSQL "
            + what
            + (e == null ? "" : ": " + why(e))
            + ". "
            + next
            + ".";
    return address.withoutPassword(words);
  }

  private static String why(SQLException e) {
    if (e.getCause() instanceof UnknownHostException unknown) {
      return "no host is called " + unknown.getMessage();
    }
    String said = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return said.replaceFirst("^(FATAL|ERROR): ", "").replaceFirst("\\.$", "");
  }
}
