package io.holdfast.image.tools;

import io.holdfast.host.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Calls mmdebstrap(1) to put a Debian suite into a tar, as root, or as an ordinary user through
 * user namespaces. Immutable; safe for use by several threads.
 *
 * @param sources the package sources, one a line
 * @param suite the suite's codename
 * @param packages to be there besides the essential ones
 */
public record Debootstrap(List<String> sources, String suite, List<String> packages) {
  /** A mirror far away and slow still delivers some hundred megabytes within this. */
  private static final Duration LIMIT = Duration.ofMinutes(30);

  /** What an inventory needs of it; the images themselves are made without. */
  private static final String LICENCES = "/usr/share/doc/*/copyright";

  /** What no image needs: manuals, documentation and translations. */
  private static final List<String> LEFT_OUT =
      List.of(
          "/usr/share/man/*.gz",
          "/usr/share/info/*",
          "/usr/share/doc/*",
          "/usr/share/locale/*",
          "/usr/share/lintian/*",
          "/usr/share/bug/*");

  /** Every file's time in the tar, so that the same packages give the same bytes. */
  public static final long SOURCE_DATE_EPOCH = 1_767_225_600L;

  /** Copies its lists. */
  public Debootstrap {
    sources = List.copyOf(sources);
    packages = List.copyOf(packages);
  }

  /**
   * The suite from the machine's own package sources.
   *
   * @throws IOException if the machine is no Debian or has no fitting source
   */
  public static Debootstrap fromThisMachine(String suite, List<String> packages)
      throws IOException {
    return new Debootstrap(
        AptSources.forSuite(Path.of("/etc/apt"), codename(Path.of("/etc/os-release")), suite),
        suite,
        packages);
  }

  /**
   * Makes the tar.
   *
   * @param work a folder for the sources file
   * @throws io.holdfast.host.CommandException if mmdebstrap is missing or fails; a package that
   *     does not exist is named in its last lines
   */
  public void into(Path tar, Path work) throws IOException, InterruptedException {
    Path list = work.resolve("sources.list");
    Files.write(list, sources);
    List<String> words = new ArrayList<>();
    words.addAll(List.of("mmdebstrap", "--variant=apt", "--format=tar", "--quiet"));
    words.add("--mode=" + (isRoot() ? "root" : "unshare"));
    // apt's own user cannot read a folder that only its caller may enter.
    words.add("--aptopt=APT::Sandbox::User \"root\"");
    words.add("--aptopt=APT::Install-Recommends \"false\"");
    words.add("--aptopt=Acquire::Retries \"3\"");
    LEFT_OUT.forEach(path -> words.add("--dpkgopt=path-exclude=" + path));
    words.add("--dpkgopt=path-include=" + LICENCES);
    if (!packages.isEmpty()) {
      words.add("--include=" + String.join(",", packages));
    }
    words.addAll(List.of(suite, tar.toString(), list.toString()));
    Command.of(words)
        .with("SOURCE_DATE_EPOCH", Long.toString(SOURCE_DATE_EPOCH))
        .within(LIMIT)
        .check();
    Files.delete(list);
  }

  /** True if this process runs as root. */
  public static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  static String codename(Path osRelease) throws IOException {
    for (String line : Files.readAllLines(osRelease)) {
      if (line.startsWith("VERSION_CODENAME=")) {
        return line.substring("VERSION_CODENAME=".length()).replace("\"", "").strip();
      }
    }
    throw new IOException(
        osRelease
            + " names no VERSION_CODENAME, so this machine's package sources cannot be used.");
  }
}
