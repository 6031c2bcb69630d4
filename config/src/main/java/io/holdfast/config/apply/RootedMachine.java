package io.holdfast.config.apply;

import io.holdfast.config.action.Action;
import io.holdfast.config.action.AuthorizeKeys;
import io.holdfast.config.action.EnsureUser;
import io.holdfast.config.action.LoadModule;
import io.holdfast.config.action.MakeFolder;
import io.holdfast.config.action.Ownership;
import io.holdfast.config.action.RunCommand;
import io.holdfast.config.action.SetEnvironment;
import io.holdfast.config.action.SetHostname;
import io.holdfast.config.action.SetSysctl;
import io.holdfast.config.action.Systemctl;
import io.holdfast.config.action.TargetPath;
import io.holdfast.config.action.WriteFile;
import io.holdfast.host.Command;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The machine whose files are below a root: {@code /} on a node, another folder for a system that
 * is not running, such as the real root as the initrd sees it. Commands and conditions are run in
 * that root, through chroot(8) where it is not {@code /}. For one thread.
 */
public final class RootedMachine implements Machine {
  /** A command of a user may install or convert something; what hangs must not hang the boot. */
  public static final Duration COMMAND_LIMIT = Duration.ofMinutes(10);

  /** A condition only looks at something. */
  public static final Duration CONDITION_LIMIT = Duration.ofMinutes(1);

  private static final TargetPath HOSTNAME = new TargetPath("/etc/hostname");
  private static final TargetPath HOSTS = new TargetPath("/etc/hosts");
  private static final TargetPath SYSCTL = new TargetPath("/proc/sys");
  private static final TargetPath KERNEL_HOSTNAME = new TargetPath("/proc/sys/kernel/hostname");
  private static final int PUBLIC_FILE = 0644;

  private final RootedTree tree;
  private final Accounts accounts;
  private final UserTools users;
  private final Programs programs;
  private final boolean mayChangeOwners;

  /**
   * The machine below a root. Only root may give files to others; for anybody else owners are left
   * as they are, and that is noted.
   *
   * @throws IOException if the root is no folder that can be read
   */
  public RootedMachine(Path root) throws IOException {
    this(root, Programs.REAL, isRoot());
  }

  RootedMachine(Path root, Programs programs, boolean mayChangeOwners) throws IOException {
    this.tree = new RootedTree(root);
    this.accounts = new Accounts(tree);
    this.users = new UserTools(tree, accounts, programs, mayChangeOwners);
    this.programs = programs;
    this.mayChangeOwners = mayChangeOwners;
  }

  @Override
  public boolean holds(String condition) throws IOException, InterruptedException {
    return programs.exitCode(
            Command.of(inRoot(List.of("/bin/sh", "-c", condition))).within(CONDITION_LIMIT))
        == 0;
  }

  @Override
  public List<String> perform(Action action) throws IOException, InterruptedException {
    return switch (action) {
      case WriteFile write -> writeFile(write);
      case MakeFolder make -> makeFolder(make);
      case SetHostname set -> setHostname(set.name());
      case EnsureUser ensure -> users.ensure(ensure);
      case AuthorizeKeys authorize -> users.authorize(authorize);
      case RunCommand run -> check(Command.of(inRoot(run.arguments())).within(COMMAND_LIMIT));
      case SetSysctl set -> setSysctl(set);
      case LoadModule load -> check(Command.of(modprobe(load.module())));
      case Systemctl change -> systemctl(change);
      case SetEnvironment set -> setEnvironment(set);
    };
  }

  private List<String> writeFile(WriteFile write) throws IOException {
    Path file = tree.resolve(write.path());
    makeFoldersAbove(file);
    tree.replace(file, write.content().bytes(), write.mode(), owner(write.owner()));
    return notes(write.owner());
  }

  private List<String> makeFolder(MakeFolder make) throws IOException {
    Path folder = tree.resolve(make.path());
    tree.makeFolders(folder);
    tree.setOwner(folder, owner(make.owner()));
    tree.setMode(folder, make.mode());
    return notes(make.owner());
  }

  private List<String> setHostname(String name) throws IOException {
    replaceText(HOSTNAME, name + "\n");
    Path hosts = tree.resolve(HOSTS);
    if (Files.exists(hosts)) {
      replaceText(HOSTS, withHost(tree.read(hosts), name));
    }
    if (tree.isWhole()) {
      writeKernel(tree.resolve(KERNEL_HOSTNAME), name);
    }
    return List.of();
  }

  private List<String> setSysctl(SetSysctl set) throws IOException {
    TargetPath path = new TargetPath(SYSCTL + "/" + set.path());
    Path file = tree.resolve(path);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(
          "this kernel has no parameter " + set.key() + " (" + path + "); is its module loaded?");
    }
    writeKernel(file, set.value());
    return List.of();
  }

  private List<String> systemctl(Systemctl change) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>();
    arguments.add("systemctl");
    if (change.verb() == Systemctl.Verb.START) {
      if (!tree.isWhole()) {
        throw new IOException(
            "units can be started only in the running system, not in " + tree.root());
      }
      // Waiting could last for ever: the unit may be ordered after the one that we run in.
      arguments.add("--no-block");
    } else if (!tree.isWhole()) {
      arguments.add("--root=" + tree.root());
    }
    arguments.add(change.verb().word());
    arguments.add("--");
    arguments.add(change.unit());
    return check(Command.of(arguments));
  }

  private List<String> setEnvironment(SetEnvironment set) throws IOException {
    makeFoldersAbove(tree.resolve(set.file()));
    replaceText(
        set.file(), EnvironmentFile.with(tree.read(tree.resolve(set.file())), set.variables()));
    return List.of();
  }

  private List<String> modprobe(String module) {
    return tree.isWhole()
        ? List.of("modprobe", "--", module)
        : List.of("modprobe", "--dirname", tree.root().toString(), "--", module);
  }

  private List<String> inRoot(List<String> arguments) {
    if (tree.isWhole()) {
      return arguments;
    }
    List<String> inside = new ArrayList<>(List.of("chroot", tree.root().toString()));
    inside.addAll(arguments);
    return inside;
  }

  private List<String> check(Command command) throws IOException, InterruptedException {
    programs.check(command);
    return List.of();
  }

  private void replaceText(TargetPath path, String text) throws IOException {
    Path file = tree.resolve(path);
    int mode = Files.exists(file) ? tree.modeOf(file) : PUBLIC_FILE;
    tree.replace(file, text.getBytes(StandardCharsets.UTF_8), mode, null);
  }

  private void makeFoldersAbove(Path file) throws IOException {
    Path folder = file.getParent();
    if (folder != null) {
      tree.makeFolders(folder);
    }
  }

  private @Nullable Owner owner(Ownership ownership) throws IOException {
    return mayChangeOwners ? accounts.owner(ownership) : null;
  }

  private List<String> notes(Ownership ownership) {
    return mayChangeOwners || ownership.equals(Ownership.AS_IS)
        ? List.of()
        : List.of("its owner is left as it is, since only root may give files to others");
  }

  /** Files of the kernel take one write and cannot be replaced. */
  private static void writeKernel(Path file, String value) throws IOException {
    Files.writeString(file, value + "\n", StandardOpenOption.WRITE);
  }

  /** The name at 127.0.1.1, where Debian has it, so that it resolves without a network. */
  private static String withHost(String hosts, String name) {
    StringBuilder out = new StringBuilder();
    hosts
        .lines()
        .filter(line -> !line.startsWith("127.0.1.1 ") && !line.startsWith("127.0.1.1\t"))
        .forEach(line -> out.append(line).append('\n'));
    return out.append("127.0.1.1\t").append(name).append('\n').toString();
  }

  private static boolean isRoot() throws IOException {
    return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
  }
}
