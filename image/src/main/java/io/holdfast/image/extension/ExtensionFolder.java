package io.holdfast.image.extension;

import io.holdfast.release.content.ChannelName;
import io.holdfast.release.extension.OsRelease;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A folder whose {@code usr} and {@code opt} are to be laid over those of a node
 * (systemd-sysext(8), "Image Contents"). Of permissions, only that a file can be executed goes into
 * the image.
 *
 * @param folder its real path
 * @param name of the extension
 * @param release what the extension says of itself: its extension-release file (os-release(5))
 */
public record ExtensionFolder(Path folder, String name, String release) {
  private static final Set<String> TOPS = Set.of("usr", "opt");

  private static final String RELEASES = "usr/lib/extension-release.d";

  /** With this line, systemd reads the units again once the extension is there. */
  private static final String RELOAD = "EXTENSION_RELOAD_MANAGER=1";

  /** What on a node is not the release's alone to say, and why. */
  private static final Map<String, String> NEVER =
      new TreeMap<>(
          Map.of(
              "usr/lib/os-release", "it would make the node take itself for another system",
              "usr/lib/holdfast", "it would replace the agent that is to undo the extension",
              "usr/bin/holdfast", "it would replace the agent that is to undo the extension",
              "usr/lib/verity.d", "it would say whose extensions the node takes",
              "usr/local", "that is where a node keeps what persists"));

  /**
   * Looks through a folder.
   *
   * @param fits lines of an extension-release file, such as {@code ID=debian}; null to take the
   *     folder's own file
   * @throws ExtensionRefusedException if it holds anything that an extension cannot have, does not
   *     say which system it fits, or says so twice
   * @throws IOException if it cannot be read
   */
  public static ExtensionFolder read(Path folder, String name, @Nullable String fits)
      throws IOException, ExtensionRefusedException {
    ChannelName.ofExtension(name);
    if (!Files.isDirectory(folder)) {
      throw new IOException("There is no folder " + folder + ". Check the name.");
    }
    Path real = folder.toRealPath();
    demandTops(real);
    for (Map.Entry<String, String> never : NEVER.entrySet()) {
      if (Files.exists(real.resolve(never.getKey()), LinkOption.NOFOLLOW_LINKS)) {
        throw refused(real, "it holds " + never.getKey() + ", and " + never.getValue());
      }
    }
    demandPlain(real);
    return new ExtensionFolder(real, name, release(real, name, fits));
  }

  /** Where the image holds what it says of itself. */
  String releasePath() {
    return RELEASES + "/extension-release." + name;
  }

  /** The folders that go into the image. */
  List<String> tops() {
    return TOPS.stream().sorted().filter(top -> Files.isDirectory(folder.resolve(top))).toList();
  }

  private static void demandTops(Path real) throws IOException, ExtensionRefusedException {
    boolean any = false;
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(real)) {
      for (Path entry : entries) {
        String top = String.valueOf(entry.getFileName());
        if (!TOPS.contains(top) || !Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
          throw refused(real, "it holds " + top + ", and only folders usr and opt can be extended");
        }
        any = true;
      }
    }
    if (!any) {
      throw refused(real, "it has neither usr nor opt");
    }
  }

  private static void demandPlain(Path real) throws IOException, ExtensionRefusedException {
    List<Path> odd = new ArrayList<>();
    Files.walkFileTree(
        real,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (!attributes.isRegularFile() && !attributes.isSymbolicLink()) {
              odd.add(real.relativize(file));
              return FileVisitResult.TERMINATE;
            }
            return FileVisitResult.CONTINUE;
          }
        });
    if (!odd.isEmpty()) {
      throw refused(real, odd.getFirst() + " is a device, a pipe or a socket");
    }
  }

  private static String release(Path real, String name, @Nullable String fits)
      throws IOException, ExtensionRefusedException {
    Path own = real.resolve(RELEASES + "/extension-release." + name);
    if (Files.isDirectory(real.resolve(RELEASES))) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(real.resolve(RELEASES))) {
        for (Path entry : entries) {
          if (!entry.equals(own) || fits != null) {
            throw refused(
                real,
                "it holds "
                    + real.relativize(entry)
                    + (fits == null ? ", which is not of " + name : ", and options say it again"));
          }
        }
      }
    }
    String text = fits;
    if (text == null) {
      if (!Files.isRegularFile(own, LinkOption.NOFOLLOW_LINKS)) {
        throw refused(
            real,
            "nothing says which system it fits: give --id with --version-id or --sysext-level, or"
                + " put it into "
                + real.relativize(own));
      }
      text = Files.readString(own);
    }
    try {
      OsRelease parsed = OsRelease.parse(text);
      if (!parsed.fields().containsKey("ID")) {
        throw refused(real, "what it says of itself has no ID");
      }
      return parsed.fields().containsKey("EXTENSION_RELOAD_MANAGER")
          ? text
          : text.stripTrailing() + "\n" + RELOAD + "\n";
    } catch (IllegalArgumentException e) {
      throw refused(real, "what it says of itself cannot be read: " + e.getMessage());
    }
  }

  private static ExtensionRefusedException refused(Path folder, String why) {
    return new ExtensionRefusedException(folder + " cannot become an extension: " + why + ".");
  }
}
