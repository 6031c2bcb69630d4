package io.holdfast.node.withdrawal;

import io.holdfast.host.DurableFile;
import io.holdfast.node.disk.NodePaths;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The network interfaces of a machine, taken down and up by the flags that the kernel shows of each
 * (net/core/net-sysfs.c, flags): every base has them, whatever programs it has. Console and agent
 * stay. What was taken down is noted for this boot alone; a start brings all up again. One process
 * at a time.
 *
 * @param paths of the node
 */
public record Network(NodePaths paths) {
  /** IFF_UP, netdevice(7). */
  private static final int UP = 0x1;

  /** IFF_LOOPBACK, netdevice(7). */
  private static final int LOOPBACK = 0x8;

  /** True if it was stopped in this boot, and not started since. */
  public boolean isStopped() {
    return Files.exists(mark());
  }

  /**
   * Takes every interface down but the loopback; harmless if they are.
   *
   * @return the names of those that were up
   * @throws IOException if one stays up; it is tried with the others first
   */
  public List<String> stop() throws IOException {
    Set<String> down = new TreeSet<>(noted());
    Set<String> were = new LinkedHashSet<>();
    for (Path each : interfaces()) {
      int flags = flags(each);
      if ((flags & UP) != 0 && (flags & LOOPBACK) == 0) {
        were.add(String.valueOf(each.getFileName()));
      }
    }
    down.addAll(were);
    // Noted first: whoever dies in between must not leave one down that nobody knows of.
    DurableFile.replace(mark(), String.join("\n", down));
    set(were, false);
    return List.copyOf(were);
  }

  /**
   * Brings up what was taken down.
   *
   * @throws IOException if one stays down; it is tried with the others first
   */
  public void start() throws IOException {
    set(noted(), true);
    Files.deleteIfExists(mark());
  }

  private void set(Set<String> names, boolean up) throws IOException {
    IOException failed = null;
    for (String name : names) {
      Path each = folder().resolve(name);
      try {
        int flags = flags(each);
        Files.writeString(
            each.resolve("flags"), "0x" + Integer.toHexString(up ? flags | UP : flags & ~UP));
      } catch (IOException | NumberFormatException e) {
        // One that was pulled meanwhile is as good as down.
        if (Files.exists(each)) {
          failed =
              new IOException(
                  "Network interface "
                      + name
                      + " cannot be taken "
                      + (up ? "up" : "down")
                      + ": "
                      + e.getMessage(),
                  e);
        }
      }
    }
    if (failed != null) {
      throw failed;
    }
  }

  private Set<String> noted() throws IOException {
    Set<String> names = new TreeSet<>();
    if (isStopped()) {
      for (String name : Files.readAllLines(mark())) {
        if (!name.isEmpty() && name.indexOf('/') < 0 && !name.startsWith(".")) {
          names.add(name);
        }
      }
    }
    return names;
  }

  private List<Path> interfaces() throws IOException {
    Set<Path> found = new TreeSet<>();
    if (Files.isDirectory(folder())) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder())) {
        for (Path each : entries) {
          // Beside the interfaces there is a file or two of drivers.
          if (Files.exists(each.resolve("flags"))) {
            found.add(each);
          }
        }
      }
    }
    return List.copyOf(found);
  }

  private static int flags(Path each) throws IOException {
    return Integer.decode(Files.readString(each.resolve("flags")).strip());
  }

  private Path folder() {
    return paths.sys().resolve("class/net");
  }

  private Path mark() {
    return paths.networkStopped();
  }
}
