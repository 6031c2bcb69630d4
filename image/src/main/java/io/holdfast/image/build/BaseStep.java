package io.holdfast.image.build;

import io.holdfast.host.Command;
import io.holdfast.host.Progress;
import io.holdfast.image.cache.BuildCache;
import io.holdfast.image.cache.Fingerprint;
import io.holdfast.image.recipe.Base;
import io.holdfast.image.recipe.Recipe;
import io.holdfast.image.tools.Debootstrap;
import io.holdfast.image.tools.ToolsTreeMaker;
import io.holdfast.release.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Puts a recipe's base together and unpacks it. Stateless. */
final class BaseStep {
  private static final int VERSION = 2;
  private static final Duration COPYING = Duration.ofMinutes(10);

  /** What the node's side calls, beyond what every Debian has. */
  private static final List<String> NODE_PACKAGES =
      List.of(
          "ca-certificates",
          "cryptsetup-bin",
          "dbus",
          "dracut-core",
          "e2fsprogs",
          "fdisk",
          "iproute2",
          "kmod",
          "libpam-systemd",
          "libstdc++6",
          "login",
          "passwd",
          "procps",
          "systemd",
          "systemd-sysv",
          "udev",
          "util-linux",
          "zlib1g",
          "zstd");

  private BaseStep() {}

  static BaseTree prepare(Recipe recipe, BuildCache cache, Progress progress)
      throws IOException, InterruptedException {
    TreeSet<String> packages = new TreeSet<>(recipe.packages());
    if (recipe.base() instanceof Base.Debian) {
      packages.addAll(NODE_PACKAGES);
      packages.add(recipe.kernelPackage());
    }
    Digest key = key(recipe.base(), List.copyOf(packages));
    Path folder =
        cache.step(
            "base",
            key,
            result -> {
              progress.step("put together the base (" + describe(recipe.base()) + ")");
              Path tar = result.resolve("base.tar");
              writeTar(recipe.base(), List.copyOf(packages), tar, result);
              BaseDigest.write(tar);
              progress.step("unpack the base");
              Path tree = Files.createDirectory(result.resolve("tree"));
              ToolsTreeMaker.unpack(tar, tree);
              // Where the agent and dracut's module will be shown to the tree's programs.
              for (String place : List.of(AgentRuntime.PLACE, Initrd.MODULE_PLACE)) {
                if (Files.isDirectory(tree.resolve("usr"))) {
                  Files.createDirectories(tree.resolve(place));
                }
              }
            });
    return BaseTree.inspect(folder.resolve("base.tar"), folder.resolve("tree"), key);
  }

  private static void writeTar(Base base, List<String> packages, Path tar, Path work)
      throws IOException, InterruptedException {
    switch (base) {
      case Base.Debian(String suite) ->
          Debootstrap.fromThisMachine(suite, packages).into(tar, work);
      case Base.Folder(Path folder) ->
          Command.of(
                  "tar",
                  "--create",
                  "--file=" + tar,
                  "--directory=" + folder,
                  "--sort=name",
                  "--numeric-owner",
                  "--xattrs",
                  ".")
              .within(COPYING)
              .check();
      case Base.Tar(Path file) -> new TarLayers(List.of(file)).mergeInto(tar);
      case Base.OciLayout(Path folder) -> new TarLayers(OciLayout.layers(folder)).mergeInto(tar);
    }
  }

  private static Digest key(Base base, List<String> packages) throws IOException {
    Fingerprint key = new Fingerprint("base", VERSION);
    switch (base) {
      case Base.Debian(String suite) -> key.add("debian", suite).add("packages", packages);
      case Base.Folder(Path folder) -> addTree(key, folder);
      case Base.Tar(Path file) -> key.addFile("tar", file);
      case Base.OciLayout(Path folder) -> key.addFile("oci", folder.resolve("index.json"));
    }
    return key.digest();
  }

  /**
   * A folder's names, kinds, sizes and times: reading all its bytes would cost as much as a build.
   */
  private static void addTree(Fingerprint key, Path folder) throws IOException {
    key.add("folder", folder.toString());
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.sorted()::iterator) {
        key.add("path", folder.relativize(file).toString());
        if (Files.isSymbolicLink(file)) {
          key.add("link", Files.readSymbolicLink(file).toString());
        } else if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          key.add("size", Long.toString(Files.size(file)));
          key.add("time", Files.getLastModifiedTime(file).toString());
        }
      }
    }
  }

  private static String describe(Base base) {
    return switch (base) {
      case Base.Debian(String suite) -> "Debian " + suite;
      case Base.Folder(Path folder) -> folder.toString();
      case Base.Tar(Path file) -> file.toString();
      case Base.OciLayout(Path folder) -> "OCI image " + folder;
    };
  }
}
