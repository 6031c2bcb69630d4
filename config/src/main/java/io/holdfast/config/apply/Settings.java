package io.holdfast.config.apply;

import io.holdfast.config.action.SetEnvironment;
import io.holdfast.config.action.SetSysctl;
import io.holdfast.config.action.SetTimeServers;
import io.holdfast.config.action.TargetPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Settings of a system that are text files of their own, and those of the kernel. */
record Settings(RootedTree tree) {
  private static final TargetPath HOSTNAME = new TargetPath("/etc/hostname");
  private static final TargetPath HOSTS = new TargetPath("/etc/hosts");
  private static final TargetPath SYSCTL = new TargetPath("/proc/sys");
  private static final TargetPath KERNEL_HOSTNAME = new TargetPath("/proc/sys/kernel/hostname");
  private static final String LOCAL_HOST = "127.0.0.1";
  private static final int PUBLIC_FILE = 0644;

  /** As Kairos makes those above a file of variables. */
  private static final int ENVIRONMENT_FOLDER = 0744;

  /** A file with exactly this text; one that is there keeps its mode. */
  Effect text(TargetPath path, String text) throws IOException {
    return Effect.of(tree.edit(tree.resolve(path), text, PUBLIC_FILE));
  }

  /** The name, also where the system looks it up without a network, and of the running kernel. */
  Effect hostname(String name) throws IOException {
    boolean changed = text(HOSTNAME, name + "\n").changed();
    Path hosts = tree.resolve(HOSTS);
    if (tree.exists(hosts)) {
      changed |= tree.edit(hosts, withHost(tree.read(hosts), name), PUBLIC_FILE);
    }
    return Effect.of(
        tree.isWhole() ? writeKernel(tree.resolve(KERNEL_HOSTNAME), name) || changed : changed);
  }

  Effect sysctl(SetSysctl set) throws IOException {
    TargetPath path = new TargetPath(SYSCTL + "/" + set.path());
    Path file = tree.resolve(path);
    Path folder = file.getParent();
    boolean isThere = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    // The kernel makes these files; in a tree that is none of its own, whoever reads it later does.
    if (!isThere && (tree.isWhole() || folder == null || !Files.isDirectory(folder))) {
      throw new IOException(
          "this kernel has no parameter " + set.key() + " (" + path + "); is its module loaded?");
    }
    return Effect.of(writeKernel(file, set.value()));
  }

  Effect timeServers(SetTimeServers set) throws IOException {
    Path file = tree.resolve(SetTimeServers.FILE);
    return text(SetTimeServers.FILE, SectionFile.with(tree.read(file), "Time", set.settings()));
  }

  Effect environment(SetEnvironment set) throws IOException {
    Path file = tree.resolve(set.file());
    String text = EnvironmentFile.with(tree.read(file), set.variables());
    Path folder = file.getParent();
    if (folder != null) {
      tree.makeFolders(folder, ENVIRONMENT_FOLDER, null);
    }
    boolean changed = tree.edit(file, text, PUBLIC_FILE);
    return Effect.of(tree.adjust(file, PUBLIC_FILE, null) || changed);
  }

  /** Files of the kernel take one write and cannot be replaced. */
  private boolean writeKernel(Path file, String value) throws IOException {
    boolean isThere = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    if (isThere
        && Files.isReadable(file)
        && words(Files.readString(file, StandardCharsets.UTF_8)).equals(words(value))) {
      return false;
    }
    if (!tree.isPlanning()) {
      Files.writeString(
          file,
          value,
          StandardOpenOption.WRITE,
          isThere ? StandardOpenOption.TRUNCATE_EXISTING : StandardOpenOption.CREATE_NEW);
    }
    return true;
  }

  /** The kernel shows tables with tabs between their numbers. */
  private static String words(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }

  /** As in Kairos: the line of 127.0.0.1 says localhost and the name. */
  private static String withHost(String hosts, String name) {
    StringBuilder out = new StringBuilder();
    for (String line : hosts.lines().toList()) {
      String stripped = line.strip();
      boolean local =
          stripped.equals(LOCAL_HOST)
              || stripped.startsWith(LOCAL_HOST + " ")
              || stripped.startsWith(LOCAL_HOST + "\t");
      out.append(local ? LOCAL_HOST + " localhost " + name : stripped).append('\n');
    }
    return out.toString();
  }
}
