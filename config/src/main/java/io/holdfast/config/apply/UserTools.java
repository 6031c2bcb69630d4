package io.holdfast.config.apply;

import io.holdfast.config.action.AuthorizeKeys;
import io.holdfast.config.action.EnsureUser;
import io.holdfast.config.action.Password;
import io.holdfast.config.action.SshKey;
import io.holdfast.config.action.TargetPath;
import io.holdfast.config.apply.Accounts.Account;
import io.holdfast.host.Command;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Accounts through the tools of shadow (useradd, usermod, groupadd, chpasswd), and their keys. */
record UserTools(RootedTree tree, Accounts accounts, Programs programs, boolean mayChangeOwners) {
  private static final int PRIVATE_FOLDER = 0700;
  private static final int PRIVATE_FILE = 0600;

  List<String> ensure(EnsureUser user) throws IOException, InterruptedException {
    for (String group : user.groups()) {
      if (!accounts.hasGroup(group)) {
        run("groupadd", List.of("--force", "--", group), "");
      }
    }
    if (accounts.user(user.name()).isPresent()) {
      change(user);
    } else {
      run("useradd", newAccount(user), "");
    }
    Password password = user.password();
    if (password != null) {
      run(
          "chpasswd",
          password.isHashed()
              ? List.of("--encrypted")
              // Naming the method keeps chpasswd from PAM, whose modules another root may lack.
              : List.of("--crypt-method", "SHA512"),
          user.name() + ":" + password.text() + "\n");
    }
    if (user.locked()) {
      run("usermod", List.of("--lock", "--", user.name()), "");
    }
    return List.of();
  }

  List<String> authorize(AuthorizeKeys authorize) throws IOException {
    Account account =
        accounts
            .user(authorize.user())
            .orElseThrow(() -> new IOException("there is no user '" + authorize.user() + "'"));
    Path home = tree.resolve(homeOf(account));
    if (!Files.isDirectory(home, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(
          "the home of " + account.name() + ", " + account.home() + ", does not exist");
    }
    Path folder = tree.resolveWithoutLinks(home, List.of(".ssh"));
    Path file = tree.resolveWithoutLinks(folder, List.of("authorized_keys"));
    Owner owner = mayChangeOwners ? new Owner(account.uid(), account.gid()) : null;
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectory(folder);
      tree.setOwner(folder, owner);
      tree.setMode(folder, PRIVATE_FOLDER);
    }
    Set<String> lines = new LinkedHashSet<>(tree.read(file).lines().toList());
    authorize.keys().stream().map(SshKey::line).forEach(lines::add);
    String text = String.join("\n", lines) + "\n";
    tree.replace(file, text.getBytes(StandardCharsets.UTF_8), PRIVATE_FILE, owner);
    return mayChangeOwners
        ? List.of()
        : List.of("the file belongs to who ran this, since only root may give files to others");
  }

  private static TargetPath homeOf(Account account) throws IOException {
    try {
      return new TargetPath(account.home());
    } catch (IllegalArgumentException e) {
      throw new IOException("the home of " + account.name() + " is unusable: " + e.getMessage(), e);
    }
  }

  private void change(EnsureUser user) throws IOException, InterruptedException {
    List<String> arguments = declared(user);
    if (!user.groups().isEmpty()) {
      arguments.add("--append");
    }
    if (!arguments.isEmpty()) {
      arguments.addAll(List.of("--", user.name()));
      run("usermod", arguments, "");
    }
  }

  private List<String> newAccount(EnsureUser user) throws IOException {
    List<String> arguments = declared(user);
    if (accounts.hasGroup(user.name())) {
      // useradd makes a group of the user's name, and refuses the user if there is one.
      arguments.addAll(List.of("--gid", user.name()));
    }
    arguments.add(user.createHome() ? "--create-home" : "--no-create-home");
    arguments.addAll(List.of("--", user.name()));
    return arguments;
  }

  private static List<String> declared(EnsureUser user) {
    List<String> arguments = new ArrayList<>();
    if (user.shell() != null) {
      arguments.addAll(List.of("--shell", user.shell().value()));
    }
    if (user.uid() != null) {
      arguments.addAll(List.of("--uid", user.uid().toString()));
    }
    if (user.home() != null) {
      arguments.addAll(List.of("-d", user.home().value()));
    }
    if (!user.groups().isEmpty()) {
      arguments.addAll(List.of("--groups", String.join(",", user.groups())));
    }
    return arguments;
  }

  private void run(String program, List<String> arguments, String input)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>();
    all.add(program);
    if (!tree.isWhole()) {
      all.addAll(List.of("--root", tree.root().toString()));
    }
    all.addAll(arguments);
    programs.check(Command.of(all).reading(input));
  }
}
