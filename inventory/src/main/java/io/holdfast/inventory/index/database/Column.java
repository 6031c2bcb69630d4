package io.holdfast.inventory.index.database;

/**
 * A column of a table.
 *
 * @param name as in the schema, with its table's short name where there are several
 */
public record Column(String name, Type type) {
  /** What is in it. */
  public enum Type {
    /** A {@code Long}. */
    NUMBER("bigint"),
    /** A {@code String}. */
    TEXT("text"),
    /** A {@code byte[]}. */
    BYTES("bytea");

    private final String word;

    Type(String word) {
      this.word = word;
    }

    /** As PostgreSQL calls it. */
    String word() {
      return word;
    }

    /** Room for values, of the kind that the driver of PostgreSQL sends in few bytes. */
    Object[] array(int length) {
      return switch (this) {
        case NUMBER -> new Long[length];
        case TEXT -> new String[length];
        case BYTES -> new byte[length][];
      };
    }
  }

  /** One of numbers. */
  public static Column number(String name) {
    return new Column(name, Type.NUMBER);
  }

  /** One of text. */
  public static Column text(String name) {
    return new Column(name, Type.TEXT);
  }

  /** One of bytes. */
  public static Column bytes(String name) {
    return new Column(name, Type.BYTES);
  }
}
