package io.holdfast.image.build;

import io.holdfast.image.tools.Debootstrap;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;

/**
 * The root file system as a tar (POSIX.1-2001 pax): the base without what an image must not have,
 * and the additions over it. A tar, and not a folder, because a tar keeps owners that an ordinary
 * user could not give to files. Stateless.
 */
public final class ImageTar {
  /**
   * Left out with all below: the kernel lies in the unified kernel image, the rest is no system.
   */
  private static final List<String> LEFT_OUT_BELOW =
      List.of(
          "boot/",
          "dev/",
          "proc/",
          "sys/",
          "run/",
          "tmp/",
          "var/tmp/",
          "var/cache/apt/",
          "var/cache/debconf/",
          "var/cache/ldconfig/",
          "var/lib/apt/lists/",
          "var/log/",
          "usr/lib/dracut/",
          "usr/share/doc/",
          "usr/share/man/");

  /** Left out themselves: what a machine makes for itself, and what names the building host. */
  private static final List<String> LEFT_OUT =
      List.of(
          "etc/hostname",
          "etc/resolv.conf",
          "etc/fstab",
          "etc/mtab",
          "var/lib/systemd/random-seed",
          "var/lib/dbus/machine-id",
          ".dockerenv");

  /** Private keys that packages make when they are installed; each node makes its own. */
  private static final List<String> LEFT_OUT_BEGINNING =
      List.of("etc/ssh/ssh_host_", "etc/ssl/private/");

  private ImageTar() {}

  /**
   * Composes.
   *
   * @param base the base's tar
   * @param tar to be written
   */
  public static void compose(Path base, Additions additions, Path tar) throws IOException {
    try (InputStream stream = Files.newInputStream(base);
        TarArchiveOutputStream output = newTar(tar)) {
      compose(stream, additions, null, output);
    }
  }

  /**
   * Composes, takes the inventory on the way, and puts it into the image as its last file.
   *
   * @throws UnfitBaseException if it is not known which packages are in the base
   */
  static void compose(Path base, Additions additions, ReleaseInventory inventory, Path tar)
      throws IOException {
    try (InputStream stream = Files.newInputStream(base);
        TarArchiveOutputStream output = newTar(tar)) {
      compose(stream, additions, inventory, output);
      write(inventory.finish(), null, output);
    }
  }

  private static void compose(
      InputStream base,
      Additions additions,
      @Nullable ReleaseInventory inventory,
      TarArchiveOutputStream output)
      throws IOException {
    TarArchiveInputStream input = new TarArchiveInputStream(new BufferedInputStream(base, 1 << 18));
    for (TarArchiveEntry entry = input.getNextEntry();
        entry != null;
        entry = input.getNextEntry()) {
      String path = cleanPath(entry.getName());
      if (!isLeftOut(path) && !additions.replaces(path)) {
        entry.setName(path.isEmpty() ? "./" : path + (entry.isDirectory() ? "/" : ""));
        entry.setLastModifiedTime(time());
        output.putArchiveEntry(entry);
        if (inventory != null) {
          inventory.keep(entry, path, input, output);
        }
        input.transferTo(output);
        output.closeArchiveEntry();
      } else if (inventory != null) {
        inventory.leaveOut(entry, path, input);
      }
    }
    for (Addition addition : additions.inOrder()) {
      write(addition, inventory, output);
    }
  }

  /** Writes files alone, over no base. */
  public static void write(Additions files, Path tar) throws IOException {
    try (TarArchiveOutputStream output = newTar(tar)) {
      for (Addition addition : files.inOrder()) {
        write(addition, null, output);
      }
    }
  }

  private static TarArchiveOutputStream newTar(Path tar) throws IOException {
    return newTar(new BufferedOutputStream(Files.newOutputStream(tar), 1 << 18));
  }

  static TarArchiveOutputStream newTar(OutputStream stream) {
    TarArchiveOutputStream output =
        new TarArchiveOutputStream(stream, StandardCharsets.UTF_8.name());
    output.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    output.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    output.setAddPaxHeadersForNonAsciiNames(true);
    return output;
  }

  /** A path without leading slash or dot, and without any step up, even if it had some. */
  static String cleanPath(String name) {
    Deque<String> steps = new ArrayDeque<>();
    for (String step : name.split("/", -1)) {
      switch (step) {
        case "", "." -> {}
        case ".." -> steps.pollLast();
        default -> steps.addLast(step);
      }
    }
    return String.join("/", steps);
  }

  private static boolean isLeftOut(String path) {
    for (String prefix : LEFT_OUT_BELOW) {
      if (path.startsWith(prefix)) {
        return true;
      }
    }
    if (path.startsWith("usr/lib/systemd/system/") && path.contains("/dracut-")) {
      // Links into what is left out above; they belong to an initrd that Holdfast does not use.
      return true;
    }
    return LEFT_OUT.contains(path) || LEFT_OUT_BEGINNING.stream().anyMatch(path::startsWith);
  }

  private static void write(
      Addition addition, @Nullable ReleaseInventory inventory, TarArchiveOutputStream output)
      throws IOException {
    output.putArchiveEntry(entry(addition));
    if (inventory != null) {
      inventory.add(addition, output);
    } else if (addition instanceof Addition.Bytes bytes) {
      output.write(bytes.content());
    } else if (addition instanceof Addition.Copy copy) {
      Files.copy(copy.source(), output);
    }
    output.closeArchiveEntry();
  }

  private static TarArchiveEntry entry(Addition addition) throws IOException {
    return switch (addition) {
      case Addition.Folder(String path, int mode) ->
          entry(path + "/", TarConstants.LF_DIR, mode, 0);
      case Addition.Link(String path, String target) -> {
        TarArchiveEntry link = entry(path, TarConstants.LF_SYMLINK, 0777, 0);
        link.setLinkName(target);
        yield link;
      }
      case Addition.Bytes(String path, byte[] content, int mode) ->
          entry(path, TarConstants.LF_NORMAL, mode, content.length);
      case Addition.Copy(String path, Path source, int mode) ->
          entry(path, TarConstants.LF_NORMAL, mode, Files.size(source));
    };
  }

  private static TarArchiveEntry entry(String path, byte kind, int mode, long size) {
    TarArchiveEntry entry = new TarArchiveEntry(path, kind);
    entry.setIds(0, 0);
    entry.setNames("root", "root");
    entry.setMode(mode);
    entry.setSize(size);
    entry.setLastModifiedTime(time());
    return entry;
  }

  private static FileTime time() {
    return FileTime.from(Debootstrap.SOURCE_DATE_EPOCH, TimeUnit.SECONDS);
  }
}
