package io.holdfast.inventory.index.database;

import java.util.List;

/**
 * A question that is asked of many keys at once.
 *
 * @param columns what is told of a row
 * @param from tables, joined
 * @param keys what a row must have to go with a key
 */
public record Lookup(List<String> columns, String from, List<Column> keys) {
  /** Copies. */
  public Lookup {
    columns = List.copyOf(columns);
    keys = List.copyOf(keys);
  }
}
