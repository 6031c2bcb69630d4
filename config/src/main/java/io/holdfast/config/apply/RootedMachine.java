package io.holdfast.config.apply;

import io.holdfast.config.action.Action;
import io.holdfast.config.action.AuthorizeKeys;
import io.holdfast.config.action.ChangeLayout;
import io.holdfast.config.action.ChangePackages;
import io.holdfast.config.action.CloneRepository;
import io.holdfast.config.action.DeleteEntity;
import io.holdfast.config.action.DownloadFile;
import io.holdfast.config.action.EnsureEntity;
import io.holdfast.config.action.EnsureUser;
import io.holdfast.config.action.FileContent;
import io.holdfast.config.action.FirstBoot;
import io.holdfast.config.action.LoadModule;
import io.holdfast.config.action.MakeFolder;
import io.holdfast.config.action.Ownership;
import io.holdfast.config.action.ReadDatasource;
import io.holdfast.config.action.RunCommand;
import io.holdfast.config.action.SetEnvironment;
import io.holdfast.config.action.SetHostname;
import io.holdfast.config.action.SetNameServers;
import io.holdfast.config.action.SetSysctl;
import io.holdfast.config.action.SetTimeServers;
import io.holdfast.config.action.Systemctl;
import io.holdfast.config.action.TargetPath;
import io.holdfast.config.action.UnpackImage;
import io.holdfast.config.action.WriteFile;
import io.holdfast.config.action.WriteOverride;
import io.holdfast.config.cloud.Conditions;
import io.holdfast.host.Command;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

  private final RootedTree tree;
  private final Accounts accounts;
  private final Programs programs;
  private final ProgramPlace place;

  /** Null where there is no network yet. */
  private final @Nullable KeySource keys;

  private final boolean mayChangeOwners;

  /**
   * The machine below a root. Only root may give files to others; for anybody else owners are left
   * as they are, and that is noted.
   *
   * @throws IOException if the root is no folder that can be read
   */
  public RootedMachine(Path root) throws IOException {
    this(new RootedTree(root, false), Programs.REAL, KeySource.PUBLIC, isRoot());
  }

  /**
   * The same, of which nothing is changed: each effect is what it would be, as far as that can be
   * known without running a command or asking the network. The {@code if} of a step counts as met.
   *
   * @throws IOException if the root is no folder that can be read
   */
  public static RootedMachine planning(Path root) throws IOException {
    return new RootedMachine(new RootedTree(root, true), Programs.REAL, KeySource.PUBLIC, isRoot());
  }

  /**
   * The same before there is a network: keys that must be fetched are left for {@link
   * StagePlan#keysToFetch}, which is noted.
   *
   * @throws IOException if the root is no folder that can be read
   */
  public static RootedMachine withoutNetwork(Path root) throws IOException {
    return new RootedMachine(new RootedTree(root, false), Programs.REAL, null, isRoot());
  }

  RootedMachine(
      RootedTree tree, Programs programs, @Nullable KeySource keys, boolean mayChangeOwners) {
    this.tree = tree;
    this.accounts = new Accounts(tree);
    this.programs = programs;
    this.place = new ProgramPlace(tree);
    this.keys = keys;
    this.mayChangeOwners = mayChangeOwners;
  }

  @Override
  public @Nullable String unmet(Conditions conditions) throws IOException, InterruptedException {
    return new ConditionCheck(tree, programs, place).unmet(conditions);
  }

  @Override
  public Effect perform(Action action) throws IOException, InterruptedException {
    return switch (action) {
      case WriteFile write -> writeFile(write.path(), write.content(), write.mode(), write.owner());
      case MakeFolder make -> makeFolder(make);
      case EnsureEntity ensure -> new EntityEditor(tree).ensure(ensure);
      case DeleteEntity delete -> new EntityEditor(tree).delete(delete);
      case EnsureUser ensure -> new UserEditor(tree, mayChangeOwners).ensure(ensure);
      case AuthorizeKeys authorize ->
          new KeyEditor(tree, accounts, keys, mayChangeOwners).authorize(authorize);
      case RunCommand run -> run(place.inside(run.arguments()).within(COMMAND_LIMIT));
      case FirstBoot first -> run(place.inside(firstBoot(first)));
      case Systemctl change -> new UnitChanges(tree, programs, place).make(change);
      case WriteOverride write ->
          settings()
              .text(write.path(), new String(write.content().bytes(), StandardCharsets.UTF_8));
      case SetHostname set -> settings().hostname(set.name());
      case SetNameServers set -> settings().text(set.file(), set.text());
      case SetSysctl set -> settings().sysctl(set);
      case SetTimeServers set -> settings().timeServers(set);
      case SetEnvironment set -> settings().environment(set);
      case LoadModule load -> load(load);
      case DownloadFile download ->
          noting(new Downloads(tree).fetch(download, owner(download.owner())), download.owner());
      case CloneRepository clone -> new GitCopy(tree, programs).bring(clone);
      case ReadDatasource datasource -> new Datasources(tree, programs, place).read(datasource);
      case ChangePackages packages -> throw refusal(packages);
      case UnpackImage unpack -> new ImageUnpacker(tree, programs, mayChangeOwners).unpack(unpack);
      case ChangeLayout layout -> new PartitionEditor(tree, programs).change(layout);
    };
  }

  private Settings settings() {
    return new Settings(tree);
  }

  private Effect writeFile(TargetPath path, FileContent content, int mode, Ownership ownership)
      throws IOException {
    Path file = tree.resolve(path);
    Owner owner = owner(ownership);
    Path folder = file.getParent();
    if (folder != null) {
      tree.makeFolders(folder, folderMode(mode), owner);
    }
    return noting(Effect.of(tree.replace(file, content.bytes(), mode, owner)), ownership);
  }

  /** As in Kairos: that of the file, and what makes a folder usable for its owner. */
  private static int folderMode(int mode) {
    return (mode & 0777) < 0700 ? (mode & 0777) + 0100 : mode & 0777;
  }

  private Effect makeFolder(MakeFolder make) throws IOException {
    Path folder = tree.resolve(make.path());
    Owner owner = owner(make.owner());
    if (tree.exists(folder) && !tree.isFolder(folder)) {
      throw new IOException(make.path() + " is there already and is no folder");
    }
    boolean made = tree.makeFolders(folder, make.mode(), owner);
    return noting(Effect.of(tree.adjust(folder, make.mode(), owner) || made), make.owner());
  }

  private static List<String> firstBoot(FirstBoot first) {
    List<String> words = new ArrayList<>(List.of("systemd-firstboot"));
    words.addAll(first.arguments());
    return words;
  }

  private Effect load(LoadModule load) throws IOException, InterruptedException {
    if (new KernelModules(tree).has(load.module())) {
      return Effect.NONE;
    }
    if (!tree.isWhole()) {
      throw new IOException(
          "modules can be loaded only by the running system, not by that in " + tree.root());
    }
    List<String> words = new ArrayList<>(List.of("modprobe", "--", load.module()));
    words.addAll(load.parameters());
    return run(Command.of(words));
  }

  private Effect run(Command command) throws IOException, InterruptedException {
    if (!tree.isPlanning()) {
      programs.check(command);
    }
    return Effect.CHANGE;
  }

  private static IOException refusal(ChangePackages packages) {
    return new IOException(
        "the root of a node is what was built and signed, and no package tool may change it; put"
            + " the packages into the recipe of the release ("
            + packages.place()
            + ")");
  }

  private @Nullable Owner owner(Ownership ownership) throws IOException {
    return mayChangeOwners ? accounts.owner(ownership) : null;
  }

  private Effect noting(Effect effect, Ownership ownership) {
    return mayChangeOwners || ownership.equals(Ownership.AS_IS) || ownership.equals(Ownership.ROOT)
        ? effect
        : effect.noting("its owner is left as it is, since only root may give files to others");
  }

  private static boolean isRoot() throws IOException {
    return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
  }
}
