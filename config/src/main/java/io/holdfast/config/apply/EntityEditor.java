package io.holdfast.config.apply;

import io.holdfast.config.account.AccountTable;
import io.holdfast.config.account.Entity;
import io.holdfast.config.account.SaltedHash;
import io.holdfast.config.action.DeleteEntity;
import io.holdfast.config.action.EnsureEntity;
import io.holdfast.config.action.TargetPath;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Single lines of the files of accounts, as a configuration wants them. */
record EntityEditor(RootedTree tree) {
  private static final int NUMBER = 2;
  private static final int GROUP_NUMBER = 3;

  Effect ensure(EnsureEntity ensure) throws IOException, InterruptedException {
    Entity entity = ensure.entity();
    AccountFile file = file(ensure.file(), entity);
    // As in Kairos: only the file of group passwords is made where there is none.
    if (!file.isIn(tree) && !(entity instanceof Entity.GroupShadow)) {
      throw new IOException(ensure.file() + " does not exist");
    }
    try (AccountLock _ = AccountLock.take(tree)) {
      AccountTable table = file.read(tree);
      return Effect.of(file.write(tree, table.with(line(table, entity))));
    }
  }

  Effect delete(DeleteEntity delete) throws IOException, InterruptedException {
    AccountFile file = file(delete.file(), delete.entity());
    try (AccountLock _ = AccountLock.take(tree)) {
      return Effect.of(file.write(tree, file.read(tree).without(delete.entity().name())));
    }
  }

  /** Today, as shadow(5) counts; never 0, which would demand a new password at once. */
  static String today() {
    return Long.toString(Math.max(1, LocalDate.now(ZoneOffset.UTC).toEpochDay()));
  }

  private static AccountFile file(TargetPath path, Entity entity) {
    int mode = entity instanceof Entity.GroupShadow ? AccountFile.GSHADOW.modeIfNew() : 0600;
    return new AccountFile(path, entity.fields(), mode);
  }

  private List<String> line(AccountTable table, Entity entity) throws IOException {
    List<String> before = table.find(entity.name());
    if (entity instanceof Entity.User user) {
      return user(table, before, user);
    }
    if (entity instanceof Entity.Shadow shadow) {
      return shadow(before, shadow);
    }
    if (entity instanceof Entity.Group group) {
      return group(table, before, group);
    }
    Entity.GroupShadow group = (Entity.GroupShadow) entity;
    return List.of(group.name(), group.password(), group.administrators(), group.members());
  }

  private List<String> user(AccountTable table, @Nullable List<String> before, Entity.User user)
      throws IOException {
    return List.of(
        user.name(),
        user.password(),
        number(table, before, user.uid(), NUMBER),
        groupOf(before, user),
        user.info().isEmpty() ? Entity.NO_INFO : user.info(),
        user.home(),
        user.shell());
  }

  private String groupOf(@Nullable List<String> before, Entity.User user) throws IOException {
    String name = user.group();
    if (name != null) {
      List<String> group = AccountFile.GROUP.read(tree).find(name);
      if (group == null) {
        throw new IOException("there is no group '" + name + "' in /etc/group");
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
    throw new IOException("a new account needs a 'gid' or a 'group'");
  }

  private static List<String> group(
      AccountTable table, @Nullable List<String> before, Entity.Group group) throws IOException {
    List<String> old = before == null ? List.of(group.name(), "", "", "") : before;
    return List.of(
        group.name(),
        first(group.password(), old.get(1)),
        number(table, before, group.gid(), NUMBER),
        AccountTable.joined(old.get(3), group.members()));
  }

  /** What is declared; else what is there; else the next free one. */
  private static String number(
      AccountTable table, @Nullable List<String> before, @Nullable Integer declared, int field)
      throws IOException {
    if (declared != null && declared >= 0) {
      return Integer.toString(declared);
    }
    if (before != null) {
      return before.get(field);
    }
    try {
      return Integer.toString(table.freeNumber(false));
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static List<String> shadow(@Nullable List<String> before, Entity.Shadow shadow) {
    List<String> old = before == null ? List.of("", "", "", "", "", "", "", "", "") : before;
    String password = password(old.get(1), shadow.password());
    boolean same = before != null && password.equals(old.get(1));
    String changed = shadow.lastChanged();
    // Setting what is there already is no change of today.
    if (changed.equals("now")) {
      changed = same && !old.get(2).isEmpty() ? old.get(2) : today();
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

  /** A plain one as a hash, the one that is there if it fits. */
  static String password(String stored, String wanted) {
    if (SaltedHash.isStored(wanted)) {
      return wanted;
    }
    return SaltedHash.fits(wanted, stored) ? stored : SaltedHash.of(wanted);
  }

  private static String first(String wanted, String old) {
    return wanted.isEmpty() ? old : wanted;
  }
}
