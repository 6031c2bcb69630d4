package io.holdfast.config.account;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The line that an {@link Entity} makes of what a file of accounts holds. Stateless, and pure. */
public final class EntityLine {
  private static final int NUMBER = 2;
  private static final int GROUP_NUMBER = 3;

  private EntityLine() {}

  /**
   * The fields of the line, for {@link AccountTable#with}. For a password that is plain and new
   * they hold a new salt.
   *
   * @param table the file that the line is for
   * @param groups the file of groups, for a user whose group is given by its name
   * @param today days since 1970, for {@code now}
   * @throws IllegalArgumentException if the line needs something that neither file has
   */
  public static List<String> of(
      Entity entity, AccountTable table, AccountTable groups, String today) {
    List<String> before = table.find(entity.name());
    if (entity instanceof Entity.User user) {
      return user(table, groups, before, user);
    }
    if (entity instanceof Entity.Shadow shadow) {
      return shadow(before, shadow, today);
    }
    if (entity instanceof Entity.Group group) {
      return group(table, before, group);
    }
    Entity.GroupShadow group = (Entity.GroupShadow) entity;
    return List.of(group.name(), group.password(), group.administrators(), group.members());
  }

  private static List<String> user(
      AccountTable table, AccountTable groups, @Nullable List<String> before, Entity.User user) {
    return List.of(
        user.name(),
        user.password(),
        number(table, before, user.uid()),
        groupOf(groups, before, user),
        user.info().isEmpty() ? Entity.NO_INFO : user.info(),
        user.home(),
        user.shell());
  }

  private static String groupOf(
      AccountTable groups, @Nullable List<String> before, Entity.User user) {
    String name = user.group();
    if (name != null) {
      List<String> group = groups.find(name);
      if (group == null) {
        throw new IllegalArgumentException("there is no group '" + name + "' in /etc/group");
      }
      return group.get(NUMBER);
    }
    Integer gid = user.gid();
    if (gid != null) {
      return Integer.toString(gid);
    }
    if (before != null) {
      return before.get(GROUP_NUMBER);
    }
    throw new IllegalArgumentException("a new account needs a 'gid' or a 'group'");
  }

  private static List<String> group(
      AccountTable table, @Nullable List<String> before, Entity.Group group) {
    List<String> old = before == null ? List.of(group.name(), "", "", "") : before;
    return List.of(
        group.name(),
        first(group.password(), old.get(1)),
        number(table, before, group.gid()),
        AccountTable.joined(old.get(3), group.members()));
  }

  /** What is declared; else what is there; else the next free one. */
  private static String number(
      AccountTable table, @Nullable List<String> before, @Nullable Integer declared) {
    if (declared != null && declared >= 0) {
      return Integer.toString(declared);
    }
    return before != null ? before.get(NUMBER) : Integer.toString(table.freeNumber(false));
  }

  private static List<String> shadow(
      @Nullable List<String> before, Entity.Shadow shadow, String today) {
    List<String> old = before == null ? List.of("", "", "", "", "", "", "", "", "") : before;
    String password = SaltedHash.kept(old.get(1), shadow.password());
    boolean same = before != null && password.equals(old.get(1));
    String changed = shadow.lastChanged();
    // Setting what is there already is no change of today.
    if (changed.equals("now")) {
      changed = same && !old.get(2).isEmpty() ? old.get(2) : today;
    }
    return List.of(
        shadow.name(),
        password,
        first(changed, old.get(2)),
        first(shadow.minimum(), old.get(3)),
        first(shadow.maximum(), old.get(4)),
        first(shadow.warn(), old.get(5)),
        first(shadow.inactive(), old.get(6)),
        first(shadow.expire(), old.get(7)),
        first(shadow.reserved(), old.get(8)));
  }

  private static String first(String wanted, String old) {
    return wanted.isEmpty() ? old : wanted;
  }
}
