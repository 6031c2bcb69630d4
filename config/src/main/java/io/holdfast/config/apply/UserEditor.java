package io.holdfast.config.apply;

import io.holdfast.config.account.AccountTable;
import io.holdfast.config.account.Entity;
import io.holdfast.config.account.SaltedHash;
import io.holdfast.config.action.EnsureUser;
import io.holdfast.config.action.Password;
import io.holdfast.config.action.TargetPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Accounts, written into passwd(5), group(5), shadow(5) and, where there is one, gshadow(5),
 * without any program of the tree. An account that is there is changed where something is declared;
 * its number stays.
 */
final class UserEditor {
  private static final TargetPath DEFAULTS = new TargetPath("/etc/default/useradd");
  private static final int HOME_MODE = 0755;

  /** No password fits it, and sshd takes keys all the same; {@code !} would lock those out, too. */
  private static final String NO_PASSWORD = "*";

  private static final String LOCKED = "!";

  /** What group(5) and passwd(5) hold when shadow(5) and gshadow(5) hold the password. */
  private static final String ELSEWHERE = "x";

  /** The group {@code users} of every distribution, for who gets none of their own. */
  private static final String USERS_GROUP = "100";

  private static final int UID = 2;
  private static final int GID = 3;
  private static final int INFO = 4;
  private static final int HOME = 5;
  private static final int SHELL = 6;
  private static final int MEMBERS = 3;

  private final RootedTree tree;
  private final boolean mayChangeOwners;

  UserEditor(RootedTree tree, boolean mayChangeOwners) {
    this.tree = tree;
    this.mayChangeOwners = mayChangeOwners;
  }

  Effect ensure(EnsureUser user) throws IOException, InterruptedException {
    try (AccountLock _ = AccountLock.take(tree)) {
      return write(user);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private Effect write(EnsureUser user) throws IOException {
    AccountTable users = AccountFile.PASSWD.read(tree);
    AccountTable groups = AccountFile.GROUP.read(tree);
    List<String> before = users.find(user.name());
    String gid;
    if (before == null) {
      groups = withPrimary(groups, user);
      gid = primaryNumber(groups, user);
    } else {
      gid = before.get(GID);
      String primary = user.primaryGroup();
      if (primary != null) {
        groups = withPrimary(groups, user);
        gid = primaryNumber(groups, user);
      }
    }
    for (String group : user.groups()) {
      groups = withMember(groups, group, user.name(), user.system());
    }
    List<String> line = before == null ? newLine(users, user, gid) : changed(before, user, gid);
    boolean changed = AccountFile.GROUP.write(tree, groups);
    changed |= writeGroupShadow(groups, user);
    changed |= AccountFile.PASSWD.write(tree, users.with(line));
    AccountTable shadow = AccountFile.SHADOW.read(tree);
    changed |= AccountFile.SHADOW.write(tree, shadow.with(shadowLine(shadow, user)));
    changed |= makeHome(user, line, before == null);
    Effect effect = Effect.of(changed);
    Integer uid = user.uid();
    if (uid != null && !line.get(UID).equals(uid.toString())) {
      return effect.noting("its number stays " + line.get(UID) + ", since files belong to it");
    }
    return effect;
  }

  /** The group that an account belongs to; one of its own name is made, as in Kairos. */
  private static AccountTable withPrimary(AccountTable groups, EnsureUser user) throws IOException {
    String primary = user.primaryGroup();
    if (primary != null) {
      if (groups.find(primary) == null) {
        throw new IOException("there is no group '" + primary + "' in /etc/group");
      }
      return withMember(groups, primary, user.name(), false);
    }
    return user.ownGroup() ? withMember(groups, user.name(), user.name(), user.system()) : groups;
  }

  private static String primaryNumber(AccountTable groups, EnsureUser user) {
    String primary = user.primaryGroup() == null ? user.name() : user.primaryGroup();
    List<String> group =
        groups.find(user.ownGroup() || user.primaryGroup() != null ? primary : "users");
    return group == null ? USERS_GROUP : group.get(UID);
  }

  private static AccountTable withMember(
      AccountTable groups, String group, String member, boolean system) {
    List<String> line = groups.find(group);
    if (line == null) {
      String number = Integer.toString(groups.freeNumber(system));
      return groups.with(List.of(group, ELSEWHERE, number, member));
    }
    List<String> more = new ArrayList<>(line);
    more.set(MEMBERS, AccountTable.joined(line.get(MEMBERS), member));
    return groups.with(more);
  }

  /** The same members there, for those groups that this user is in now. */
  private boolean writeGroupShadow(AccountTable groups, EnsureUser user) throws IOException {
    if (!AccountFile.GSHADOW.isIn(tree)) {
      return false;
    }
    AccountTable shadow = AccountFile.GSHADOW.read(tree);
    for (String line : groups.lines()) {
      List<String> group = List.of(line.split(":", -1));
      if (group.size() == AccountTable.GROUP_FIELDS
          && List.of(group.get(MEMBERS).split(",", -1)).contains(user.name())) {
        List<String> old = shadow.find(group.getFirst());
        List<String> more =
            new ArrayList<>(old == null ? List.of(group.getFirst(), LOCKED, "", "") : old);
        more.set(MEMBERS, AccountTable.joined(more.get(MEMBERS), user.name()));
        shadow = shadow.with(more);
      }
    }
    return AccountFile.GSHADOW.write(tree, shadow);
  }

  private List<String> newLine(AccountTable users, EnsureUser user, String gid) throws IOException {
    Map<String, String> defaults = EnvironmentFile.parse(tree.read(tree.resolve(DEFAULTS)));
    String homes = defaults.getOrDefault("HOME", "");
    String shell = defaults.getOrDefault("SHELL", "");
    TargetPath home = user.home();
    String where =
        home != null ? home.value() : (homes.isEmpty() ? "/home" : homes) + "/" + user.name();
    return List.of(
        user.name(),
        ELSEWHERE,
        newNumber(users, user, where),
        gid,
        user.info() == null ? Entity.NO_INFO : user.info(),
        where,
        user.shell() != null ? user.shell().value() : shell.isEmpty() ? "/bin/sh" : shell);
  }

  /** As in Kairos: the owner of a home that is there already is the user of before. */
  private String newNumber(AccountTable users, EnsureUser user, String home) throws IOException {
    Integer declared = user.uid();
    if (declared != null) {
      return declared.toString();
    }
    Path folder = tree.resolve(new TargetPath(home));
    if (!user.system() && tree.isFolder(folder)) {
      int owner = tree.ownerOf(folder).uid();
      if (owner >= AccountTable.FIRST_HUMAN
          && owner <= AccountTable.LAST_HUMAN
          && users.findNumber(owner) == null) {
        return Integer.toString(owner);
      }
    }
    return Integer.toString(users.freeNumber(user.system()));
  }

  private static List<String> changed(List<String> before, EnsureUser user, String gid) {
    List<String> line = new ArrayList<>(before);
    line.set(GID, gid);
    if (user.info() != null) {
      line.set(INFO, user.info());
    }
    if (user.home() != null) {
      line.set(HOME, user.home().value());
    }
    if (user.shell() != null) {
      line.set(SHELL, user.shell().value());
    }
    return line;
  }

  /** How a password ages stays as it is. */
  private static List<String> shadowLine(AccountTable shadow, EnsureUser user) {
    List<String> before = shadow.find(user.name());
    String old = before == null ? NO_PASSWORD : before.get(1);
    String stored = old;
    Password wanted = user.password();
    if (user.locked()) {
      stored = before == null || wanted != null ? LOCKED : locked(old);
      // Locked already, whatever the hash behind the mark is.
      stored = old.startsWith(LOCKED) ? old : stored;
    } else if (wanted != null) {
      stored = SaltedHash.kept(old, wanted.text());
    }
    List<String> line =
        new ArrayList<>(
            before == null ? List.of(user.name(), "", "", "", "", "", "", "", "") : before);
    if (before == null || !stored.equals(old)) {
      line.set(1, stored);
      line.set(2, EntityEditor.today());
    }
    return line;
  }

  private static String locked(String stored) {
    return stored.startsWith(NO_PASSWORD) ? stored : LOCKED + stored;
  }

  private boolean makeHome(EnsureUser user, List<String> line, boolean isNew) throws IOException {
    boolean wanted =
        isNew ? user.createHome() && !user.system() : user.createHome() && user.home() != null;
    if (!wanted) {
      return false;
    }
    Path home = tree.resolve(new TargetPath(line.get(HOME)));
    Owner owner =
        mayChangeOwners
            ? new Owner(
                Integer.parseUnsignedInt(line.get(UID)), Integer.parseUnsignedInt(line.get(GID)))
            : null;
    boolean made = false;
    if (!tree.isFolder(home)) {
      made = tree.makeFolders(home);
    }
    return tree.adjust(home, made ? HOME_MODE : tree.modeOf(home), owner) || made;
  }
}
