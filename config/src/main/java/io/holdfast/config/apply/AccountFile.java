package io.holdfast.config.apply;

import io.holdfast.config.account.AccountTable;
import io.holdfast.config.action.TargetPath;
import java.io.IOException;
import java.nio.file.Path;

/**
 * One of the files of accounts in a tree.
 *
 * @param path where
 * @param fields how many a line of it has
 * @param modeIfNew permission bits of one that is made
 */
record AccountFile(TargetPath path, int fields, int modeIfNew) {
  static final AccountFile PASSWD =
      new AccountFile(new TargetPath("/etc/passwd"), AccountTable.PASSWD_FIELDS, 0644);
  static final AccountFile GROUP =
      new AccountFile(new TargetPath("/etc/group"), AccountTable.GROUP_FIELDS, 0644);
  static final AccountFile SHADOW =
      new AccountFile(new TargetPath("/etc/shadow"), AccountTable.SHADOW_FIELDS, 0600);
  static final AccountFile GSHADOW =
      new AccountFile(new TargetPath("/etc/gshadow"), AccountTable.GROUP_FIELDS, 0400);

  /** Its lines; none if it does not exist. */
  AccountTable read(RootedTree tree) throws IOException {
    return AccountTable.parse(tree.read(tree.resolve(path)), fields);
  }

  /** Whether there is such a file. */
  boolean isIn(RootedTree tree) {
    return tree.exists(path);
  }

  /**
   * Replaces it as a whole; its mode and owner stay.
   *
   * @return false if it is so already
   */
  boolean write(RootedTree tree, AccountTable table) throws IOException {
    Path file = tree.resolve(path);
    if (!tree.exists(file) && table.lines().isEmpty()) {
      return false;
    }
    AccountTable before = read(tree);
    return !before.lines().equals(table.lines()) && tree.edit(file, table.text(), modeIfNew);
  }
}
