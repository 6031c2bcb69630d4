package io.holdfast.config.apply;

import io.holdfast.config.action.CloneRepository;
import io.holdfast.config.action.GitAccess;
import io.holdfast.config.action.TargetPath;
import io.holdfast.host.Command;
import io.holdfast.host.FileTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Working copies of git repositories, by the git program of whoever runs this. A path on the
 * machine is one of the tree's, like any other that a configuration names.
 */
record GitCopy(RootedTree tree, Programs programs) {
  /** A large repository over a slow line. */
  private static final Duration LIMIT = Duration.ofMinutes(10);

  Effect bring(CloneRepository clone) throws IOException, InterruptedException {
    Path folder = tree.resolve(clone.path());
    boolean isThere = tree.exists(folder.resolve(".git"));
    if (tree.isPlanning()) {
      return Effect.CHANGE.noting("would ask the repository");
    }
    Path secrets =
        Files.createTempDirectory(
            "holdfast-git",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    try {
      Map<String, String> environment = environment(clone, secrets);
      return Effect.of(
          isThere ? update(clone, folder, environment) : copy(clone, folder, environment));
    } finally {
      FileTree.delete(secrets);
    }
  }

  private boolean copy(CloneRepository clone, Path folder, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path above = folder.getParent();
    if (above != null) {
      tree.makeFolders(above);
    }
    List<String> words = new ArrayList<>(List.of("git", "clone", "--quiet"));
    String branch = clone.branch();
    if (branch != null) {
      words.addAll(List.of("--branch", branch));
    }
    if (clone.branchOnly()) {
      words.add("--single-branch");
    }
    words.addAll(List.of("--", address(clone), folder.toString()));
    run(words, environment);
    return true;
  }

  /** To what the repository has now; what was changed by hand is lost, as in Kairos. */
  private boolean update(CloneRepository clone, Path folder, Map<String, String> environment)
      throws IOException, InterruptedException {
    String in = folder.toString();
    String before = run(List.of("git", "-C", in, "rev-parse", "HEAD"), environment);
    String local = run(List.of("git", "-C", in, "status", "--porcelain", "-uno"), environment);
    String branch = clone.branch() == null ? "HEAD" : clone.branch();
    run(List.of("git", "-C", in, "fetch", "--quiet", "--", address(clone), branch), environment);
    run(List.of("git", "-C", in, "reset", "--quiet", "--hard", "FETCH_HEAD"), environment);
    String after = run(List.of("git", "-C", in, "rev-parse", "HEAD"), environment);
    return !before.equals(after) || !local.isBlank();
  }

  private String address(CloneRepository clone) throws IOException {
    String local = clone.localPath();
    if (local == null) {
      return clone.url();
    }
    try {
      Path repository = tree.resolve(new TargetPath(local));
      if (!tree.isFolder(repository)) {
        throw new IOException(local + " is no repository: no such folder is in " + tree.root());
      }
      return "file://" + repository;
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private String run(List<String> words, Map<String, String> environment)
      throws IOException, InterruptedException {
    Command command = Command.of(words).within(LIMIT);
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      command = command.with(variable.getKey(), variable.getValue());
    }
    return programs.output(command);
  }

  /** No secret is an argument, which every process could read. */
  private Map<String, String> environment(CloneRepository clone, Path secrets) throws IOException {
    GitAccess access = clone.access();
    List<Map.Entry<String, String>> settings = new ArrayList<>();
    settings.add(Map.entry("core.hooksPath", "/dev/null"));
    if (clone.localPath() != null) {
      // It may belong to a user of the tree. The copy may not: what is set in there would be run.
      String source = address(clone).substring("file://".length());
      settings.add(Map.entry("safe.directory", source));
      settings.add(Map.entry("safe.directory", source + "/.git"));
    }
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("GIT_TERMINAL_PROMPT", "0");
    if (!access.user().isEmpty()) {
      settings.add(
          Map.entry(
              "credential.helper",
              "!f() { test \"$1\" = get && printf 'username=%s\\npassword=%s\\n'"
                  + " \"$HOLDFAST_USER\" \"$HOLDFAST_PASSWORD\"; }; f"));
      environment.put("HOLDFAST_USER", access.user());
      environment.put("HOLDFAST_PASSWORD", access.password());
    }
    if (access.insecure()) {
      settings.add(Map.entry("http.sslVerify", "false"));
    }
    environment.put("GIT_SSH_COMMAND", ssh(access, secrets));
    int count = 0;
    for (Map.Entry<String, String> setting : settings) {
      environment.put("GIT_CONFIG_KEY_" + count, setting.getKey());
      environment.put("GIT_CONFIG_VALUE_" + count, setting.getValue());
      count++;
    }
    environment.put("GIT_CONFIG_COUNT", Integer.toString(count));
    return environment;
  }

  private static String ssh(GitAccess access, Path secrets) throws IOException {
    StringBuilder ssh = new StringBuilder("ssh -o BatchMode=yes");
    if (!access.privateKey().isEmpty()) {
      Path key = write(secrets.resolve("key"), access.privateKey().strip() + "\n");
      ssh.append(" -o IdentitiesOnly=yes -i ").append(key);
    }
    if (!access.hostKey().isBlank()) {
      Path hosts = write(secrets.resolve("hosts"), "* " + access.hostKey().strip() + "\n");
      ssh.append(" -o StrictHostKeyChecking=yes -o UserKnownHostsFile=").append(hosts);
    } else if (access.insecure()) {
      ssh.append(" -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null");
    }
    return ssh.toString();
  }

  private static Path write(Path file, String text) throws IOException {
    Files.writeString(file, text, StandardCharsets.UTF_8);
    Files.setAttribute(file, "unix:mode", 0600);
    return file;
  }
}
