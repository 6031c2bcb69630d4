package io.holdfast.config.apply;

import io.holdfast.config.action.Ownership;
import io.holdfast.config.action.TargetPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Users and groups of a tree, from its own passwd(5) and group(5), read anew at each question. */
record Accounts(RootedTree tree) {
  private static final TargetPath PASSWD = new TargetPath("/etc/passwd");
  private static final TargetPath GROUP = new TargetPath("/etc/group");
  private static final int PASSWD_FIELDS = 7;
  private static final int GROUP_FIELDS = 4;

  /** One line of passwd(5). */
  record Account(String name, int uid, int gid, String home) {}

  /** The account of a name. */
  Optional<Account> user(String name) throws IOException {
    for (List<String> fields : lines(PASSWD, PASSWD_FIELDS)) {
      if (fields.getFirst().equals(name)) {
        return Optional.of(
            new Account(
                name, number(fields.get(2), PASSWD), number(fields.get(3), PASSWD), fields.get(5)));
      }
    }
    return Optional.empty();
  }

  /**
   * Names to numbers. The group of a user by name alone is the user's own.
   *
   * @throws IOException if the tree has no such user or group
   */
  Owner owner(Ownership ownership) throws IOException {
    String user = ownership.user();
    if (user != null && ownership.group() == null && !Character.isDigit(user.charAt(0))) {
      Account account = demand(user);
      return new Owner(account.uid(), account.gid());
    }
    return new Owner(uid(user), gid(ownership.group()));
  }

  private Account demand(String user) throws IOException {
    return user(user)
        .orElseThrow(() -> new IOException("there is no user '" + user + "' in " + PASSWD));
  }

  private int uid(@Nullable String user) throws IOException {
    if (user == null) {
      return Owner.AS_IS;
    }
    if (Character.isDigit(user.charAt(0))) {
      return number(user, PASSWD);
    }
    return demand(user).uid();
  }

  private int gid(@Nullable String group) throws IOException {
    if (group == null) {
      return Owner.AS_IS;
    }
    if (Character.isDigit(group.charAt(0))) {
      return number(group, GROUP);
    }
    return group(group)
        .orElseThrow(() -> new IOException("there is no group '" + group + "' in " + GROUP));
  }

  private Optional<Integer> group(String name) throws IOException {
    for (List<String> fields : lines(GROUP, GROUP_FIELDS)) {
      if (fields.getFirst().equals(name)) {
        return Optional.of(number(fields.get(2), GROUP));
      }
    }
    return Optional.empty();
  }

  private static int number(String text, TargetPath file) throws IOException {
    try {
      // Numbers above 2^31 exist (nobody of some systems); the kernel takes them as 32 bits.
      return Integer.parseUnsignedInt(text);
    } catch (NumberFormatException e) {
      throw new IOException("'" + text + "' is no number of an account in " + file, e);
    }
  }

  /** Lines with the right number of fields; others, such as those of NIS, are no accounts here. */
  private List<List<String>> lines(TargetPath path, int fields) throws IOException {
    List<List<String>> lines = new ArrayList<>();
    String text = tree.read(tree.resolve(path));
    for (int at = 0; at < text.length(); ) {
      int end = text.indexOf('\n', at);
      end = end < 0 ? text.length() : end;
      List<String> split = fields(text.substring(at, end));
      if (split.size() == fields) {
        lines.add(split);
      }
      at = end + 1;
    }
    return lines;
  }

  private static List<String> fields(String line) {
    List<String> fields = new ArrayList<>();
    int at = 0;
    for (int colon = line.indexOf(':'); colon >= 0; colon = line.indexOf(':', at)) {
      fields.add(line.substring(at, colon));
      at = colon + 1;
    }
    fields.add(line.substring(at));
    return fields;
  }
}
