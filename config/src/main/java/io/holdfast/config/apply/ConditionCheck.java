package io.holdfast.config.apply;

import io.holdfast.config.action.TargetPath;
import io.holdfast.config.cloud.Conditions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Whether what a step demands holds for a tree. As in Kairos, a pattern that is none holds for
 * nothing, and a command that cannot be run has not ended with 0.
 */
record ConditionCheck(RootedTree tree, Programs programs, ProgramPlace place) {
  /** A condition only looks at something. */
  static final Duration LIMIT = Duration.ofMinutes(1);

  private static final TargetPath HOSTNAME = new TargetPath("/etc/hostname");
  private static final TargetPath OS_RELEASE = new TargetPath("/etc/os-release");
  private static final TargetPath OS_RELEASE_OF_IMAGE = new TargetPath("/usr/lib/os-release");
  private static final Path KERNEL_HOSTNAME = Path.of("/proc/sys/kernel/hostname");
  private static final List<String> PROGRAM_FOLDERS =
      List.of("/sbin/", "/bin/", "/usr/sbin/", "/usr/bin/");

  /** The first condition that does not hold, in words; null if all do. */
  @Nullable String unmet(Conditions conditions) throws IOException, InterruptedException {
    String node = conditions.node();
    if (!node.isEmpty() && !matches(node, hostname())) {
      return "the hostname '" + hostname() + "' does not match '" + node + "'";
    }
    String command = conditions.command();
    // Asking could change something, and a plan must not.
    if (!command.isEmpty() && !tree.isPlanning() && !holds(command)) {
      return "its 'if' did not end with 0";
    }
    String unmet = unmetSystem(conditions);
    return unmet == null ? unmetFiles(conditions) : unmet;
  }

  private @Nullable String unmetSystem(Conditions conditions) throws IOException {
    if (!matchesOs(conditions.os(), "PRETTY_NAME")) {
      return "the system's name does not match '" + conditions.os() + "'";
    }
    if (!matchesOs(conditions.osVersion(), "VERSION_ID")) {
      return "the system's version does not match '" + conditions.osVersion() + "'";
    }
    String processor = conditions.architecture();
    if (!processor.isEmpty() && !matches(processor, architecture())) {
      return "the processor's architecture, "
          + architecture()
          + ", does not match '"
          + processor
          + "'";
    }
    String wanted = conditions.serviceManager().toLowerCase(Locale.ROOT);
    if (!wanted.isEmpty()) {
      boolean systemd = has("systemctl");
      boolean openrc = has("openrc");
      boolean one = systemd != openrc;
      if (!one || !(wanted.equals("systemd") ? systemd : wanted.equals("openrc") && openrc)) {
        return "the system is not one of " + conditions.serviceManager();
      }
    }
    return null;
  }

  private @Nullable String unmetFiles(Conditions conditions) {
    for (Conditions.Files files : conditions.files()) {
      int there = 0;
      for (TargetPath path : files.paths()) {
        there += tree.exists(path) ? 1 : 0;
      }
      if (files.quantity() == Conditions.Quantity.ANY && there == 0) {
        return "none of the files of 'if_files: any' is there";
      }
      if (files.quantity() == Conditions.Quantity.ALL && there < files.paths().size()) {
        return "not all files of 'if_files: all' are there";
      }
      if (files.quantity() == Conditions.Quantity.NONE && there > 0) {
        return "a file of 'if_files: none' is there";
      }
    }
    return null;
  }

  private boolean holds(String command) throws IOException, InterruptedException {
    return programs.exitCode(place.inside(List.of("/bin/sh", "-c", command)).within(LIMIT)) == 0;
  }

  private boolean matchesOs(String pattern, String key) throws IOException {
    if (pattern.isEmpty()) {
      return true;
    }
    TargetPath file = tree.exists(OS_RELEASE) ? OS_RELEASE : OS_RELEASE_OF_IMAGE;
    String value = "";
    for (String line : tree.read(tree.resolve(file)).split("\n", -1)) {
      if (line.startsWith(key + "=")) {
        value = unquoted(line.substring(key.length() + 1).strip());
      }
    }
    return !value.isEmpty() && matches(pattern, value);
  }

  private static String unquoted(String value) {
    boolean quoted =
        value.length() >= 2
            && (value.charAt(0) == '"' || value.charAt(0) == '\'')
            && value.charAt(value.length() - 1) == value.charAt(0);
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  /** Of a system that is not running, the name that it will have; else the kernel's. */
  private String hostname() throws IOException {
    if (!tree.isWhole() && tree.exists(HOSTNAME)) {
      return tree.read(tree.resolve(HOSTNAME)).strip();
    }
    return Files.readString(KERNEL_HOSTNAME, StandardCharsets.UTF_8).strip();
  }

  private boolean has(String program) {
    for (String folder : PROGRAM_FOLDERS) {
      if (tree.exists(new TargetPath(folder + program))) {
        return true;
      }
    }
    return false;
  }

  /** As Go names them, since configurations do. */
  private static String architecture() {
    String name = System.getProperty("os.arch", "");
    return switch (name) {
      case "x86_64" -> "amd64";
      case "aarch64" -> "arm64";
      case "i386", "x86" -> "386";
      default -> name;
    };
  }

  private static boolean matches(String pattern, String text) {
    try {
      return Pattern.compile(pattern).matcher(new BoundedText(text)).find();
    } catch (PatternSyntaxException | BoundedText.TooLongException e) {
      return false;
    }
  }
}
