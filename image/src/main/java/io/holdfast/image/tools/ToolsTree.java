package io.holdfast.image.tools;

import io.holdfast.host.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A folder that holds a Debian 13 with the tools Holdfast calls. Its programs run in the tree's own
 * bubblewrap (bwrap(1)), started by the tree's own loader, so that the host needs neither; this
 * works alike for root and for an ordinary user.
 *
 * <p>What runs sees the tree's {@code /usr} and {@code /etc} read-only, an empty {@code /tmp},
 * {@code /var} and {@code /run} that vanish with it, and of the host only the paths it is given, at
 * the same place. Its environment is empty but for a path, a home in {@code /tmp}, the locale
 * C.UTF-8 and UTC; further variables are given with {@code env NAME=VALUE} before the program. It
 * and all that it starts end when the program ends, and when the thread that started it ends, even
 * by SIGKILL of its process (PR_SET_PDEATHSIG, prctl(2)). So run commands of the tree on platform
 * threads that wait for them: the thread under a virtual one may end at any moment.
 *
 * <p>Immutable; safe for use by several threads.
 *
 * @param folder absolute
 */
public record ToolsTree(Path folder) {
  /** Relative to the tree; see ld.so(8) for running a program by naming its loader. */
  private static final String LOADER = "lib64/ld-linux-x86-64.so.2";

  private static final String LIBRARIES = "usr/lib/x86_64-linux-gnu";
  private static final String SANDBOX = "usr/bin/bwrap";

  /** Folders which a merged-usr Debian has as links into /usr. */
  private static final List<String> LINKS = List.of("bin", "sbin", "lib", "lib64");

  private static final Path ROOT = Path.of("/");

  /** What in /dev a tool can reach. */
  public enum Devices {
    /** Only null, zero, full, random, urandom, tty and pseudo-terminals. */
    FEW,
    /**
     * All of the host's, with the caller's rights, and what the kernel says of them in /sys: for
     * KVM and for block devices.
     */
    HOST
  }

  /** What network a tool can reach. */
  public enum Network {
    /** None, not even the host's loopback. Sockets in the file system work. */
    NONE,
    /** The host's. */
    HOST
  }

  /** Checks the path, not what is there. */
  public ToolsTree {
    if (!folder.isAbsolute()) {
      throw new IllegalArgumentException("the tools tree needs an absolute path, not " + folder);
    }
    folder = folder.normalize();
  }

  /**
   * A tree that is there.
   *
   * @throws NoSuchFileException if the folder lacks the loader or bubblewrap
   */
  public static ToolsTree open(Path folder) throws IOException {
    ToolsTree tree = new ToolsTree(folder.toAbsolutePath());
    for (String needed : List.of(LOADER, SANDBOX)) {
      if (!Files.isExecutable(tree.folder.resolve(needed))) {
        throw new NoSuchFileException(
            tree.folder.resolve(needed).toString(),
            null,
            tree.folder + " is no complete tools tree. Delete it and have it built again.");
      }
    }
    return tree;
  }

  /**
   * A command of the tree with few devices and no network; see {@link #command(List, List, List,
   * Devices, Network)}.
   */
  public Command command(
      List<Path> readOnlyBinds, List<Path> writableBinds, List<String> arguments) {
    return command(readOnlyBinds, writableBinds, arguments, Devices.FEW, Network.NONE);
  }

  /**
   * A command of the tree.
   *
   * @param readOnlyBinds absolute paths of the host it may read
   * @param writableBinds absolute paths of the host it may change, laid over the ones to read
   * @param arguments the program, as the tree names it, and its arguments
   * @throws IllegalArgumentException for a path that is relative, or inside /usr or /etc, which
   *     belong to the tree
   */
  public Command command(
      List<Path> readOnlyBinds,
      List<Path> writableBinds,
      List<String> arguments,
      Devices devices,
      Network network) {
    return command(folder, readOnlyBinds, writableBinds, arguments, devices, network);
  }

  /**
   * A command of another tree, run in this tree's sandbox: a program of the release that is being
   * made, say. It has few devices and no network, and may write nothing but what it is given.
   *
   * @param tree absolute path of a root file system with /usr and /etc
   */
  public Command commandIn(
      Path tree, List<Path> readOnlyBinds, List<Path> writableBinds, List<String> arguments) {
    return command(tree, readOnlyBinds, writableBinds, arguments, Devices.FEW, Network.NONE);
  }

  /**
   * A command of another tree that finds a folder of the host at another place of that tree: to run
   * what is to become part of a release where it will lie.
   *
   * @param tree absolute path of a root file system with /usr and /etc
   * @param folder of the host, to be read only
   * @param place where the tree's programs see it; the tree must have this folder
   */
  public Command commandAt(
      Path tree, Path folder, Path place, List<Path> writableBinds, List<String> arguments) {
    List<String> words =
        new ArrayList<>(commandIn(tree, List.of(), writableBinds, arguments).arguments());
    words.addAll(words.indexOf("--"), List.of("--ro-bind", folder.toString(), place.toString()));
    return Command.of(words);
  }

  private Command command(
      Path tree,
      List<Path> readOnlyBinds,
      List<Path> writableBinds,
      List<String> arguments,
      Devices devices,
      Network network) {
    List<String> words = new ArrayList<>();
    words.add(folder.resolve(LOADER).toString());
    words.addAll(List.of("--library-path", folder.resolve(LIBRARIES).toString()));
    words.add(folder.resolve(SANDBOX).toString());
    words.addAll(List.of("--die-with-parent", "--new-session", "--unshare-pid"));
    if (network == Network.NONE) {
      words.add("--unshare-net");
    }
    words.addAll(root(tree));
    words.addAll(
        switch (devices) {
          case FEW -> List.of("--dev", "/dev");
          case HOST -> List.of("--dev-bind", "/dev", "/dev", "--ro-bind", "/sys", "/sys");
        });
    words.addAll(environment());
    readOnlyBinds.forEach(path -> words.addAll(bind("--ro-bind", path)));
    writableBinds.forEach(path -> words.addAll(bind("--bind", path)));
    words.add("--");
    words.addAll(arguments);
    return Command.of(words);
  }

  /**
   * The root is a fresh tmpfs with parts of the tree, so that any mount point can be made in it.
   */
  private static List<String> root(Path tree) {
    List<String> words = new ArrayList<>();
    for (String part : List.of("usr", "etc")) {
      words.addAll(List.of("--ro-bind", tree.resolve(part).toString(), "/" + part));
    }
    for (String link : LINKS) {
      words.addAll(List.of("--symlink", "usr/" + link, "/" + link));
    }
    words.addAll(List.of("--proc", "/proc", "--tmpfs", "/tmp"));
    words.addAll(List.of("--dir", "/var/tmp", "--dir", "/run", "--symlink", "/run", "/var/run"));
    return words;
  }

  private static List<String> environment() {
    return List.of(
        "--clearenv",
        "--setenv",
        "PATH",
        "/usr/sbin:/usr/bin",
        "--setenv",
        "HOME",
        "/tmp",
        "--setenv",
        "LC_ALL",
        "C.UTF-8",
        "--setenv",
        "TZ",
        "UTC");
  }

  private static List<String> bind(String option, Path path) {
    Path place = path.normalize();
    if (!place.isAbsolute() || place.equals(ROOT)) {
      throw new IllegalArgumentException(
          "A tool can be given an absolute path below /, not '" + path + "'.");
    }
    if (place.startsWith("/usr") || place.startsWith("/etc")) {
      throw new IllegalArgumentException(
          "A tool cannot be given "
              + place
              + ": /usr and /etc belong to the tools tree there. Move it elsewhere.");
    }
    return List.of(option, place.toString(), place.toString());
  }
}
