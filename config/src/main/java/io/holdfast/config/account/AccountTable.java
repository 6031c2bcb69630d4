package io.holdfast.config.account;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One of the files of accounts: lines of fields between colons, the first of which is the name.
 * Lines that have another number of fields, such as those of NIS or comments, stay as they are and
 * are no accounts. Immutable.
 *
 * @param lines without their line feeds
 * @param fields how many a line of an account has
 */
public record AccountTable(List<String> lines, int fields) {
  /** Fields of passwd(5). */
  public static final int PASSWD_FIELDS = 7;

  /** Fields of group(5) and gshadow(5). */
  public static final int GROUP_FIELDS = 4;

  /** Fields of shadow(5). */
  public static final int SHADOW_FIELDS = 9;

  /** The lowest number of a person or of their group. */
  public static final int FIRST_HUMAN = 1000;

  /** The highest one; what is above belongs to containers and network users. */
  public static final int LAST_HUMAN = 60000;

  /** The lowest number that is given to a system account; below are those that a system fixes. */
  public static final int FIRST_SYSTEM = 100;

  /** The highest one. */
  public static final int LAST_SYSTEM = 999;

  private static final int ID_FIELD = 2;

  /** Copies. */
  public AccountTable {
    lines = List.copyOf(lines);
  }

  /** The lines of a file. Text behind the last line feed is a line, too. */
  public static AccountTable parse(String text, int fields) {
    List<String> lines = new ArrayList<>();
    for (int at = 0; at < text.length(); ) {
      int end = text.indexOf('\n', at);
      lines.add(end < 0 ? text.substring(at) : text.substring(at, end));
      at = end < 0 ? text.length() : end + 1;
    }
    return new AccountTable(lines, fields);
  }

  /** The file: every line ends with a line feed. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (String line : lines) {
      text.append(line).append('\n');
    }
    return text.toString();
  }

  /** The fields of an account; null if there is none of this name. Of several the first counts. */
  public @Nullable List<String> find(String name) {
    int at = indexOf(name);
    return at < 0 ? null : split(lines.get(at));
  }

  /** The fields of the first account that has this number in its third field. */
  public @Nullable List<String> findNumber(int number) {
    for (String line : lines) {
      List<String> split = split(line);
      if (split.size() == fields && split.get(ID_FIELD).equals(Integer.toString(number))) {
        return split;
      }
    }
    return null;
  }

  /** With this line in the place of the account of its name, or at the end if there is none. */
  public AccountTable with(List<String> account) {
    if (account.size() != fields) {
      throw new IllegalArgumentException(
          "a line of this file has " + fields + " fields, not " + account.size());
    }
    String line = String.join(":", account);
    List<String> changed = new ArrayList<>(lines);
    int at = indexOf(account.getFirst());
    if (at < 0) {
      changed.add(line);
    } else {
      changed.set(at, line);
    }
    return new AccountTable(changed, fields);
  }

  /** Without any account of this name. */
  public AccountTable without(String name) {
    List<String> left = new ArrayList<>(lines.size());
    for (String line : lines) {
      if (!isAccount(line, name)) {
        left.add(line);
      }
    }
    return new AccountTable(left, fields);
  }

  /**
   * A number that no account here has: the lowest free one of a person, or the highest free one of
   * a system account, as useradd(8) chooses it.
   *
   * @throws IllegalArgumentException if all are taken
   */
  public int freeNumber(boolean system) {
    Set<String> taken = new HashSet<>();
    for (String line : lines) {
      List<String> split = split(line);
      if (split.size() > ID_FIELD) {
        taken.add(split.get(ID_FIELD));
      }
    }
    int first = system ? FIRST_SYSTEM : FIRST_HUMAN;
    int last = system ? LAST_SYSTEM : LAST_HUMAN;
    for (int i = 0; i <= last - first; i++) {
      int number = system ? last - i : first + i;
      if (!taken.contains(Integer.toString(number))) {
        return number;
      }
    }
    throw new IllegalArgumentException("no number from " + first + " to " + last + " is free");
  }

  /** A list of names between commas, with one more, if it is not in there yet. */
  public static String joined(String names, String added) {
    List<String> all = new ArrayList<>();
    for (String name : (names + "," + added).split(",", -1)) {
      String each = name.strip();
      if (!each.isEmpty() && !all.contains(each)) {
        all.add(each);
      }
    }
    return String.join(",", all);
  }

  private int indexOf(String name) {
    for (int i = 0; i < lines.size(); i++) {
      if (isAccount(lines.get(i), name)) {
        return i;
      }
    }
    return -1;
  }

  private boolean isAccount(String line, String name) {
    return line.startsWith(name + ":") && split(line).size() == fields;
  }

  private static List<String> split(String line) {
    return List.of(line.split(":", -1));
  }
}
