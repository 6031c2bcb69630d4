package io.holdfast.config.apply;

import io.holdfast.config.action.DownloadFile;
import io.holdfast.config.action.TargetPath;
import io.holdfast.host.DurableFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Files that are fetched: whole, with the digest that is declared, or not at all. */
record Downloads(RootedTree tree) {
  /** Larger than any image of a system; an endless answer must not fill the disk. */
  private static final long MAX_BYTES = 16L << 30;

  Effect fetch(DownloadFile download, @Nullable Owner owner)
      throws IOException, InterruptedException {
    Path file = tree.resolve(download.path());
    if (tree.isFolder(file)) {
      String name = download.source().lastName();
      if (name.isEmpty()) {
        throw new IOException(download.path() + " is a folder, and the address names no file");
      }
      file = tree.resolve(new TargetPath(download.path() + "/" + name));
    }
    String wanted = download.digest();
    if (wanted != null && isRegular(file) && wanted.equals(digestOf(file))) {
      return Effect.of(tree.adjust(file, download.mode(), owner));
    }
    if (tree.isPlanning()) {
      return Effect.CHANGE;
    }
    Path folder = file.getParent();
    if (folder != null) {
      tree.makeFolders(folder);
    }
    Path beside = file.resolveSibling("." + file.getFileName() + ".new");
    Files.deleteIfExists(beside);
    try {
      String digest = write(download, beside);
      if (wanted != null && !wanted.equals(digest)) {
        throw new IOException(
            download.source() + " has the digest sha256:" + digest + ", not the declared one");
      }
      if (isRegular(file) && digest.equals(digestOf(file))) {
        return Effect.of(tree.adjust(file, download.mode(), owner));
      }
      tree.adjust(beside, download.mode(), owner);
      DurableFile.moveInto(beside, file);
      return Effect.CHANGE;
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  private String write(DownloadFile download, Path beside)
      throws IOException, InterruptedException {
    MessageDigest digest = sha256();
    Files.createFile(
        beside, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (OutputStream out =
        new DigestOutputStream(Files.newOutputStream(beside, StandardOpenOption.WRITE), digest)) {
      if (download.source().isLocal()) {
        Path from = tree.resolve(new TargetPath(download.source().uri().getPath()));
        if (!isRegular(from)) {
          throw new IOException(download.source() + " is no file of " + tree.root());
        }
        Files.copy(from, out);
      } else {
        Fetch.to(download.source(), out, download.limit(), MAX_BYTES);
      }
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static boolean isRegular(Path file) {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  private static String digestOf(Path file) throws IOException {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
