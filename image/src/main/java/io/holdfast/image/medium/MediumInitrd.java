package io.holdfast.image.medium;

import io.holdfast.image.build.InitScript;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveOutputStream;
import org.apache.commons.compress.archivers.cpio.CpioConstants;

/**
 * What a medium lays over the initrd of its release: another process 1, and the order. It is an
 * archive of its own, which the kernel unpacks after the release's (Linux, Documentation/driver-
 * api/early-userspace/buffer-format.rst), uncompressed, for it is small. Stateless.
 */
final class MediumInitrd {
  private static final String SCRIPT = "medium/init.sh";

  private MediumInitrd() {}

  static Path make(InstallOrder order, Path folder) throws IOException {
    Map<String, byte[]> files = new TreeMap<>(order.files());
    Path archive = folder.resolve("order.cpio");
    try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(archive));
        CpioArchiveOutputStream cpio =
            new CpioArchiveOutputStream(stream, CpioConstants.FORMAT_NEW)) {
      for (String parent : folders(files)) {
        put(cpio, parent, CpioConstants.C_ISDIR | 0700, new byte[0]);
      }
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        // A configuration may hold secrets.
        put(cpio, file.getKey(), CpioConstants.C_ISREG | 0600, file.getValue());
      }
      put(cpio, "init", CpioConstants.C_ISREG | 0755, InitScript.of(SCRIPT));
    }
    return archive;
  }

  /** All folders above the files, each before those below it. */
  private static SortedSet<String> folders(Map<String, byte[]> files) {
    SortedSet<String> folders = new TreeSet<>();
    for (String path : files.keySet()) {
      for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
        folders.add(path.substring(0, slash));
      }
    }
    return folders;
  }

  private static void put(CpioArchiveOutputStream cpio, String name, int mode, byte[] bytes)
      throws IOException {
    CpioArchiveEntry entry = new CpioArchiveEntry(CpioConstants.FORMAT_NEW, name, bytes.length);
    entry.setMode(mode);
    entry.setNumberOfLinks(1);
    entry.setTime(0);
    cpio.putArchiveEntry(entry);
    cpio.write(bytes);
    cpio.closeArchiveEntry();
  }
}
