package io.holdfast.node.extension;

import io.holdfast.host.FileTree;
import io.holdfast.node.content.ContentStore;
import io.holdfast.node.disk.NodePaths;
import io.holdfast.node.trial.Generation;
import io.holdfast.release.content.ContentRef;
import io.holdfast.release.extension.ExtensionManifest;
import io.holdfast.release.extension.OsRelease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The extensions of a node.
 *
 * @param paths of the node
 */
public record Extensions(NodePaths paths) {
  /** Architectures as systemd calls them (systemd.unit(5), ConditionArchitecture=). */
  private static final String X86_64 = "x86-64";

  /**
   * Links the images of a generation's extensions to where systemd-sysext looks for them, and no
   * others, before systemd starts. What is not held is left out: the check of extensions then
   * fails.
   *
   * @param running the generation; null if none is known to run
   */
  public void place(@Nullable Generation running) throws IOException {
    Path folder = paths.extensions();
    if (running == null || running.extensions().isEmpty()) {
      // An empty folder would make systemd start a program for nothing.
      FileTree.delete(folder);
      return;
    }
    Files.createDirectories(folder);
    ContentStore store = new ContentStore(paths);
    for (ContentRef extension : running.extensions()) {
      String name = extension.channel().name();
      Path image =
          store
              .version(extension.channel().text(), extension.manifest())
              .resolve(ExtensionManifest.image(name));
      Path link = folder.resolve(ExtensionManifest.image(name));
      FileTree.delete(link);
      if (Files.isRegularFile(image)) {
        Files.createSymbolicLink(link, Path.of("/").resolve(paths.root().relativize(image)));
      }
    }
  }

  /** True if an extension is laid over the system. */
  public boolean isMerged(String name) {
    return Files.exists(
        paths.root().resolve("usr/lib/extension-release.d/extension-release." + name));
  }

  /**
   * Why an extension does not fit this system, or null if it does.
   *
   * @param text what it says of itself
   * @throws IOException if what the system says of itself cannot be read
   */
  public @Nullable String mismatch(String text) throws IOException {
    OsRelease host;
    try {
      host = OsRelease.parse(Files.readString(paths.root().resolve("usr/lib/os-release")));
    } catch (IllegalArgumentException e) {
      throw new IOException("/usr/lib/os-release cannot be read: " + e.getMessage(), e);
    }
    try {
      return OsRelease.parse(text).mismatch(host, X86_64);
    } catch (IllegalArgumentException e) {
      return String.format(
          Locale.ROOT, "what it says of itself cannot be read: %s", e.getMessage());
    }
  }
}
