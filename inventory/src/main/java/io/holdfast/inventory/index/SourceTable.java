package io.holdfast.inventory.index;

import io.holdfast.inventory.index.database.Column;
import io.holdfast.inventory.index.database.Database;
import io.holdfast.inventory.index.database.Table;
import io.holdfast.release.Digest;
import java.io.IOException;
import java.util.List;

/** The list in the index's own database, which several operators share. Not thread-safe. */
final class SourceTable implements SourceList {
  /** Like that of a list in a file, for as many operators as have a server of their own. */
  private static final long MAX_SOURCES = 1_000_000;

  private static final Table SOURCES =
      new Table(
          "source",
          5,
          List.of(
              Column.text("kind"),
              Column.text("host"),
              Column.text("place"),
              Column.text("name"),
              Column.text("version"),
              Column.text("digest")),
          Table.Known.REPLACED);

  private final Database database;
  private final String host;

  /**
   * A list.
   *
   * @param host this machine's name
   */
  SourceTable(Database database, String host) {
    this.database = database;
    this.host = host;
  }

  @Override
  public List<Source> all() throws IOException {
    return database.ask(
        () ->
            database.list(
                "SELECT kind, place, name, version, digest, host FROM source"
                    + " ORDER BY kind, host, place, name, version",
                row ->
                    new Source(
                        Source.Kind.valueOf(row.getString(1)),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        new Digest(row.getString(5)),
                        row.getString(6))));
  }

  @Override
  public void add(Source source) throws IOException {
    Source here = source.on(host);
    database.change(
        () -> {
          if (database.number("SELECT count(*) FROM source") >= MAX_SOURCES) {
            throw new IOException(
                "An index is made of at most " + MAX_SOURCES + " files. Put statements together.");
          }
          database.add(
              SOURCES,
              List.<Object[]>of(
                  new Object[] {
                    here.kind().name(),
                    here.host(),
                    here.from(),
                    here.name(),
                    here.version(),
                    here.digest().hex()
                  }));
          return true;
        });
  }

  /** Forgets one. */
  void remove(Source source) throws IOException {
    database.change(
        () ->
            database.update(
                "DELETE FROM source WHERE kind = ? AND host = ? AND place = ? AND name = ?"
                    + " AND version = ?",
                source.kind().name(),
                source.host(),
                source.from(),
                source.name(),
                source.version()));
  }
}
