package io.holdfast.config.apply;

import io.holdfast.config.account.AccountTable;
import io.holdfast.config.account.Entity;
import io.holdfast.config.account.EntityLine;
import io.holdfast.config.action.DeleteEntity;
import io.holdfast.config.action.EnsureEntity;
import io.holdfast.config.action.TargetPath;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** Single lines of the files of accounts, as a configuration wants them. */
record EntityEditor(RootedTree tree) {
  Effect ensure(EnsureEntity ensure) throws IOException, InterruptedException {
    Entity entity = ensure.entity();
    AccountFile file = file(ensure.file(), entity);
    // As in Kairos: only the file of group passwords is made where there is none.
    if (!file.isIn(tree) && !(entity instanceof Entity.GroupShadow)) {
      throw new IOException(ensure.file() + " does not exist");
    }
    try (AccountLock _ = AccountLock.take(tree)) {
      AccountTable table = file.read(tree);
      List<String> line = EntityLine.of(entity, table, groupsFor(entity), today());
      return Effect.of(file.write(tree, table.with(line)));
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /**
   * The file of groups where a group is named in it: otherwise what is wrong with it is no matter.
   */
  private AccountTable groupsFor(Entity entity) throws IOException {
    return entity instanceof Entity.User user && user.group() != null
        ? AccountFile.GROUP.read(tree)
        : new AccountTable(List.of(), AccountTable.GROUP_FIELDS);
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
}
