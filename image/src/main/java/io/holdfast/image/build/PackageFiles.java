package io.holdfast.image.build;

import io.holdfast.host.Progress;
import io.holdfast.image.cache.BuildCache;
import io.holdfast.image.cache.Fingerprint;
import io.holdfast.image.tools.ToolsTree;
import io.holdfast.release.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Packages of Debian that a recipe brings as files. Each is laid over the base as dpkg(1) would
 * leave it: its files, its entry in the list of what is installed, and its lists of files and
 * digests. None of its scripts could run on a base that others share, so a package with scripts is
 * refused. Stateless.
 */
final class PackageFiles {
  private static final int VERSION = 1;
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private static final String CONTROL = "DEBIAN";
  private static final String STATUS = "var/lib/dpkg/status";
  private static final String INFO = "var/lib/dpkg/info/";
  private static final String NAME = "Package: ";

  /** What dpkg runs (deb-preinst(5) and its like). */
  private static final List<String> SCRIPTS =
      List.of("preinst", "postinst", "prerm", "postrm", "config", "triggers");

  /** Set-user-ID, set-group-ID and the sticky bit, which the image's own files never have. */
  private static final int SPECIAL_BITS = 07000;

  private PackageFiles() {}

  /**
   * Unpacks them.
   *
   * @return a folder for each, in their order
   * @throws io.holdfast.host.CommandException if one is no package
   */
  static List<Path> unpack(
      List<Path> packages, ToolsTree tools, BuildCache cache, Progress progress)
      throws IOException, InterruptedException {
    List<Path> folders = new ArrayList<>();
    for (Path file : packages) {
      Digest key = new Fingerprint("package", VERSION).addFile("file", file).digest();
      Path folder =
          cache.step(
              "package",
              key,
              result -> {
                progress.step("unpack " + file.getFileName());
                Path copy = Files.copy(file, result.resolve("package.deb"));
                Path tree = result.resolve("tree");
                tools
                    .command(
                        List.of(),
                        List.of(result),
                        List.of("dpkg-deb", "--raw-extract", copy.toString(), tree.toString()))
                    .within(LIMIT)
                    .check();
                Files.delete(copy);
              });
      folders.add(folder.resolve("tree"));
    }
    return folders;
  }

  /**
   * Lays unpacked packages over a base.
   *
   * @throws UnfitBaseException if the base has one of them already, or keeps no list of packages
   * @throws IOException if one has scripts, or files that an image cannot have
   */
  static void add(Additions additions, BaseTree base, List<Path> unpacked) throws IOException {
    if (unpacked.isEmpty()) {
      return;
    }
    Path list = base.tree().resolve(STATUS);
    if (!Files.isRegularFile(list)) {
      throw new UnfitBaseException(
          "The base has no " + STATUS + ", so no package of Debian can be added to it.");
    }
    StringBuilder status = new StringBuilder(Files.readString(list).stripTrailing()).append('\n');
    Set<String> names = names(status.toString());
    for (Path tree : unpacked) {
      String control = Files.readString(tree.resolve(CONTROL).resolve("control")).strip();
      String name = name(control);
      if (!names.add(name)) {
        throw new UnfitBaseException(
            "The base has package "
                + name
                + " already, or the recipe brings it twice. Build the base without it.");
      }
      demandNoScripts(tree, name);
      addFiles(additions, tree, name);
      status.append('\n').append(installed(control)).append('\n');
    }
    additions.file(STATUS, status.toString(), 0644);
  }

  /** The entry of a package that is in order (dpkg(1), "Package states"). */
  private static String installed(String control) {
    int line = control.indexOf('\n', control.indexOf(NAME));
    return line < 0
        ? control + "\nStatus: install ok installed"
        : control.substring(0, line) + "\nStatus: install ok installed" + control.substring(line);
  }

  private static void addFiles(Additions additions, Path tree, String name) throws IOException {
    List<String> listed = new ArrayList<>(List.of("/."));
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : (Iterable<Path>) files.sorted()::iterator) {
        String path = tree.relativize(file).toString();
        if (path.isEmpty() || path.equals(CONTROL) || path.startsWith(CONTROL + "/")) {
          continue;
        }
        listed.add("/" + path);
        demandPlain(file, name, path);
        if (Files.isSymbolicLink(file)) {
          additions.link(path, Files.readSymbolicLink(file).toString());
        } else if (Files.isRegularFile(file)) {
          additions.copy(path, file, Files.isExecutable(file) ? 0755 : 0644);
        } else if (!additions.baseHasFolder(path)) {
          additions.folder(path, 0755);
        }
      }
    }
    additions.file(INFO + name + ".list", String.join("\n", listed) + "\n", 0644);
    Path digests = tree.resolve(CONTROL).resolve("md5sums");
    if (Files.isRegularFile(digests)) {
      additions.copy(INFO + name + ".md5sums", digests, 0644);
    }
  }

  private static void demandPlain(Path file, String name, String path) throws IOException {
    boolean plain =
        Files.isSymbolicLink(file)
            || Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
            || Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS);
    int mode = (Integer) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    if (!plain || (mode & SPECIAL_BITS) != 0) {
      throw new IOException(
          "Package "
              + name
              + " holds /"
              + path
              + ", a device or a program with special rights, which is only taken from a base."
              + " Add the package to the base.");
    }
  }

  private static void demandNoScripts(Path tree, String name) throws IOException {
    for (String script : SCRIPTS) {
      if (Files.exists(tree.resolve(CONTROL).resolve(script))) {
        throw new IOException(
            "Package "
                + name
                + " has a script, "
                + script
                + ", which could not be run. Add the package to the base, or use one without.");
      }
    }
  }

  private static Set<String> names(String status) {
    Set<String> names = new TreeSet<>();
    status
        .lines()
        .filter(line -> line.startsWith(NAME))
        .forEach(line -> names.add(line.substring(NAME.length()).strip()));
    return names;
  }

  private static String name(String control) throws IOException {
    Set<String> names = names(control);
    if (names.size() != 1) {
      throw new IOException("A package's control file names " + names.size() + " packages.");
    }
    String name = names.iterator().next();
    if (!name.matches("[a-z0-9][a-z0-9.+-]+")) {
      throw new IOException("'" + name + "' is no name of a package (deb-control(5)).");
    }
    return name;
  }
}
