package io.holdfast.config.apply;

import io.holdfast.config.action.TargetPath;
import io.holdfast.config.action.UnpackImage;
import io.holdfast.config.container.Blobs;
import io.holdfast.config.container.ContainerImage;
import io.holdfast.config.container.ImageName;
import io.holdfast.config.container.Layer;
import io.holdfast.config.container.Platform;
import io.holdfast.host.Command;
import io.holdfast.host.DurableFile;
import io.holdfast.host.FileTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/**
 * Images of containers, laid into folders: put together beside the folder, then moved into it. A
 * mark in the folder says which image it is from, so that a second run does nothing. What is in the
 * folder and not in the image stays.
 */
record ImageUnpacker(RootedTree tree, Programs programs, boolean mayChangeOwners) {
  /** In the folder: the image's digest and, in a second line, how it was named. */
  static final String MARK = ".holdfast-image";

  private static final int MAX_MARK = 4096;
  private static final int FOLDER_MODE = 0755;

  /** All of an image over a slow line. */
  private static final Duration LIMIT = Duration.ofMinutes(10);

  Effect unpack(UnpackImage unpack) throws IOException, InterruptedException {
    try {
      Platform platform = Platform.parse(unpack.platform());
      Path target = tree.resolve(unpack.target());
      if (tree.exists(target) && !tree.isFolder(target)) {
        throw new IOException(unpack.target() + " is there already and is no folder");
      }
      String mark =
          new String(tree.readBytes(target.resolve(MARK), MAX_MARK), StandardCharsets.UTF_8);
      return switch (ImageName.parse(unpack.source())) {
        case ImageName.Local local -> {
          Path place = tree.resolve(new TargetPath(local.path()));
          if (!Files.exists(place)) {
            throw new IOException(local.path() + " does not exist in " + tree.root());
          }
          yield place(unpack, Blobs.of(place), platform, target, mark);
        }
        case ImageName.Remote remote -> fetch(unpack, remote, platform, target, mark);
      };
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private Effect fetch(
      UnpackImage unpack, ImageName.Remote remote, Platform platform, Path target, String mark)
      throws IOException, InterruptedException {
    if (remote.isPinned() && mark.endsWith("\n" + named(unpack))) {
      return Effect.NONE;
    }
    if (tree.isPlanning()) {
      return Effect.CHANGE.noting("would ask the registry");
    }
    RegistryImage registry = new RegistryImage(remote, platform, LIMIT);
    String digest = registry.digest();
    if (mark.startsWith(digest + "\n")) {
      return Effect.NONE;
    }
    Path beside = prepared(target, ".fetched");
    try {
      registry.fetchInto(beside);
      return place(unpack, Blobs.of(beside), platform, target, mark);
    } finally {
      FileTree.delete(beside);
    }
  }

  /** An empty folder beside the target, on the same disk. */
  private Path prepared(Path target, String ending) throws IOException {
    Path above = target.getParent();
    if (above == null) {
      throw new IOException(target + " is no folder that can be filled");
    }
    tree.makeFolders(above);
    Path beside = above.resolve("." + target.getFileName() + ending);
    FileTree.delete(beside);
    Files.createDirectory(beside);
    Files.setAttribute(beside, "unix:mode", 0700);
    return beside;
  }

  private static String named(UnpackImage unpack) {
    return unpack.source() + " " + unpack.platform() + "\n";
  }

  private Effect place(UnpackImage unpack, Blobs blobs, Platform platform, Path target, String mark)
      throws IOException, InterruptedException {
    ContainerImage image = ContainerImage.find(blobs, platform);
    if (mark.startsWith(image.digest() + "\n")) {
      return Effect.NONE;
    }
    if (tree.isPlanning()) {
      return Effect.CHANGE;
    }
    image.verify(blobs);
    Path beside = prepared(target, ".unpacked");
    try {
      LayerWriter writer = new LayerWriter(beside, mayChangeOwners);
      for (Layer layer : image.layers()) {
        writer.add(blobs, layer);
      }
      demandNoMark(beside);
      programs.check(Command.of("sync", "--file-system", beside.toString()).within(LIMIT));
      String newMark = image.digest() + "\n" + named(unpack);
      if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
        DurableFile.replace(beside.resolve(MARK), newMark);
        Files.setAttribute(beside, "unix:mode", FOLDER_MODE);
        DurableFile.moveInto(beside, target);
      } else {
        // First of all: half of an image must not be taken for the whole.
        DurableFile.delete(target.resolve(MARK));
        merge(beside, target);
        programs.check(Command.of("sync", "--file-system", target.toString()).within(LIMIT));
        DurableFile.replace(target.resolve(MARK), newMark);
      }
      return writer.leftOut() == 0
          ? Effect.CHANGE
          : Effect.CHANGE.noting(writer.leftOut() + " devices and the like were left out");
    } finally {
      FileTree.delete(beside);
    }
  }

  private static void demandNoMark(Path folder) throws IOException {
    if (Files.exists(folder.resolve(MARK), LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException("the image has a file " + MARK + ", which is Holdfast's own name");
    }
  }

  /** Moves what is in a folder into another. No link of the other is followed. */
  private static void merge(Path from, Path into) throws IOException {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(from)) {
      for (Path path : all) {
        Path there = into.resolve(String.valueOf(path.getFileName()));
        boolean isFolder = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
        boolean wasFolder = Files.isDirectory(there, LinkOption.NOFOLLOW_LINKS);
        if (isFolder && wasFolder) {
          merge(path, there);
          copyAttributes(path, there);
        } else if (isFolder && Files.exists(there, LinkOption.NOFOLLOW_LINKS)) {
          throw new IOException(there + " is in the way: the image has a folder there; remove it");
        } else if (wasFolder) {
          throw new IOException(there + " is in the way: it is a folder, and none in the image");
        } else {
          Files.move(
              path, there, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  private static void copyAttributes(Path from, Path to) throws IOException {
    for (String name : new String[] {"unix:uid", "unix:gid", "unix:mode"}) {
      Object wanted = Files.getAttribute(from, name, LinkOption.NOFOLLOW_LINKS);
      if (!wanted.equals(Files.getAttribute(to, name, LinkOption.NOFOLLOW_LINKS))) {
        Files.setAttribute(to, name, wanted, LinkOption.NOFOLLOW_LINKS);
      }
    }
  }
}
