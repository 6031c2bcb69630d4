package io.holdfast.inventory.index.database;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A table, as rows are written to it.
 *
 * @param key how many columns, the first ones, a row is known by
 * @param columns in the order of a row's values
 * @param known what becomes of a row whose key is there
 */
public record Table(String name, int key, List<Column> columns, Known known) {
  /** What becomes of a row whose key is there. */
  public enum Known {
    /** It is a mistake. */
    REFUSED,
    /** The row that is there stays. */
    LEFT,
    /** The new values take the place of the old ones. */
    REPLACED
  }

  /** Copies, and demands a key. */
  public Table {
    columns = List.copyOf(columns);
    if (key < 1 || key > columns.size()) {
      throw new IllegalArgumentException(name + " has no key of " + key + " columns");
    }
  }

  /** One whose first column is its key, and where a known key is a mistake. */
  public static Table of(String name, Column... columns) {
    return new Table(name, 1, List.of(columns), Known.REFUSED);
  }

  List<Column> keys() {
    return columns.subList(0, key);
  }

  List<Column> others() {
    return columns.subList(key, columns.size());
  }

  String insertInto() {
    return "INSERT INTO " + name + " (" + names(columns) + ")";
  }

  /** Of {@link #insertInto}, with a space before it; empty for none. */
  String onConflict() {
    return switch (known) {
      case REFUSED -> "";
      case LEFT -> " ON CONFLICT (" + names(keys()) + ") DO NOTHING";
      case REPLACED ->
          " ON CONFLICT ("
              + names(keys())
              + ") DO UPDATE SET "
              + others().stream()
                  .map(each -> each.name() + " = excluded." + each.name())
                  .collect(Collectors.joining(", "));
    };
  }

  static String names(List<Column> columns) {
    return columns.stream().map(Column::name).collect(Collectors.joining(", "));
  }
}
