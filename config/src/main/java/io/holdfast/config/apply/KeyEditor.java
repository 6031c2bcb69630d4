package io.holdfast.config.apply;

import io.holdfast.config.action.AuthorizeKeys;
import io.holdfast.config.action.SshKey;
import io.holdfast.config.action.TargetPath;
import io.holdfast.config.apply.Accounts.Account;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys with which users log in, added to their authorized_keys files.
 *
 * @param source of those that must be fetched; null where that is not possible yet
 */
record KeyEditor(
    RootedTree tree, Accounts accounts, @Nullable KeySource source, boolean mayChangeOwners) {
  private static final int PRIVATE_FOLDER = 0700;
  private static final int PRIVATE_FILE = 0600;

  Effect authorize(AuthorizeKeys authorize) throws IOException, InterruptedException {
    Account account =
        accounts
            .user(authorize.user())
            .orElseThrow(() -> new IOException("there is no user '" + authorize.user() + "'"));
    Path home = tree.resolve(homeOf(account));
    if (!tree.isFolder(home)) {
      throw new IOException(
          "the home of " + account.name() + ", " + account.home() + ", does not exist");
    }
    Path folder = tree.resolveWithoutLinks(home, List.of(".ssh"));
    Path file = tree.resolveWithoutLinks(folder, List.of("authorized_keys"));
    List<String> notes = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    List<String> wanted = wanted(authorize, notes, failures);
    Owner owner = mayChangeOwners ? new Owner(account.uid(), account.gid()) : null;
    boolean changed = false;
    if (!tree.isFolder(folder)) {
      tree.makeFolders(folder, PRIVATE_FOLDER, owner);
      changed = true;
    } else {
      changed = tree.adjust(folder, tree.modeOf(folder), owner);
    }
    changed |= add(file, wanted, owner);
    if (!failures.isEmpty()) {
      throw new IOException(String.join("; ", failures));
    }
    if (!mayChangeOwners) {
      notes.add("the file belongs to who ran this, since only root may give files to others");
    }
    return new Effect(changed, notes);
  }

  /** One that cannot be fetched keeps no other out. */
  private List<String> wanted(AuthorizeKeys authorize, List<String> notes, List<String> failures)
      throws InterruptedException {
    List<String> wanted = new ArrayList<>();
    for (SshKey key : authorize.keys()) {
      if (key.isRemote()) {
        if (tree.isPlanning() || source == null) {
          notes.add((source == null ? "once there is a network: " : "would fetch ") + key.line());
          continue;
        }
        try {
          wanted.addAll(source.fetch(key));
        } catch (IOException e) {
          failures.add((key.service().isEmpty() ? "" : key.line() + ": ") + Reason.of(e));
        }
      } else {
        wanted.add(key.line());
        if (!key.looksLikeKey()) {
          notes.add("a line without a key in it, which sshd will not use");
        }
      }
    }
    return wanted;
  }

  private boolean add(Path file, List<String> wanted, @Nullable Owner owner) throws IOException {
    String text = tree.read(file);
    List<String> lines = text.lines().toList();
    StringBuilder more = new StringBuilder(text);
    if (!text.isEmpty() && !text.endsWith("\n")) {
      more.append('\n');
    }
    List<String> added = new ArrayList<>();
    for (String line : wanted) {
      if (!lines.contains(line) && !added.contains(line)) {
        added.add(line);
        more.append(line).append('\n');
      }
    }
    boolean isThere = tree.exists(file);
    if (added.isEmpty() && isThere) {
      return tree.adjust(file, tree.modeOf(file), owner);
    }
    if (added.isEmpty()) {
      return false;
    }
    int mode = isThere ? tree.modeOf(file) : PRIVATE_FILE;
    return tree.replace(file, more.toString().getBytes(StandardCharsets.UTF_8), mode, owner);
  }

  private static TargetPath homeOf(Account account) throws IOException {
    try {
      return new TargetPath(account.home());
    } catch (IllegalArgumentException e) {
      throw new IOException("the home of " + account.name() + " is unusable: " + e.getMessage(), e);
    }
  }
}
