package io.holdfast.image.disk;

import io.holdfast.host.Command;
import io.holdfast.image.tools.ToolsTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Writes the planned partitions with systemd-repart(8). It writes what is in them first and the
 * partition table last, so that until it has finished nothing on the disk is found, and no firmware
 * starts from it. Stateless.
 *
 * @param launcher words before the program, such as another program that starts it
 */
record Repart(ToolsTree tools, List<String> launcher) {
  /** A slow USB stick writes 5 MB/s, and a release has less than 1 GB. */
  private static final Duration LIMIT = Duration.ofMinutes(60);

  private static final int LINES_IN_MESSAGE = 5;

  Repart {
    launcher = List.copyOf(launcher);
  }

  /**
   * Writes.
   *
   * @param staged its folder is also where repart makes file systems before they come onto the disk
   * @throws IOException if it did not finish
   */
  void write(DiskTarget target, DiskPlan plan, Staging staged, Existing existing, UUID seed)
      throws IOException, InterruptedException {
    Path definitions = Files.createDirectory(staged.folder().resolve("repart.d"));
    for (Map.Entry<String, String> file : RepartDefinitions.of(plan, staged).entrySet()) {
      Files.writeString(definitions.resolve(file.getKey()), file.getValue());
    }
    List<String> words = new ArrayList<>(launcher);
    if (!isRoot(staged.folder())) {
      // Otherwise the files on the node's disk would belong to whoever has this user's number
      // there.
      words.addAll(List.of("unshare", "--map-root-user"));
    }
    words.addAll(
        List.of(
            "env",
            "TMPDIR=" + staged.folder(),
            "systemd-repart",
            "--offline=yes",
            "--empty=" + (existing == Existing.ERASE ? "force" : "require"),
            "--seed=" + seed,
            "--definitions=" + definitions,
            "--dry-run=no",
            "--pretty=no",
            target.path().toString()));
    Command.Result result = command(target, staged.folder(), words).within(LIMIT).run();
    if (!result.succeeded()) {
      throw new IOException(
          "systemd-repart failed with exit code "
              + result.exitCode()
              + ":\n  "
              + lastLines(result.output() + result.errors()));
    }
  }

  /** The whole command, sandbox and all, would hide what matters. */
  private static String lastLines(String output) {
    List<String> lines = output.strip().lines().toList();
    return String.join(
        "\n  ", lines.subList(Math.max(0, lines.size() - LINES_IN_MESSAGE), lines.size()));
  }

  private Command command(DiskTarget target, Path folder, List<String> words) {
    return switch (target) {
      case DiskTarget.Disk _ ->
          tools.command(
              List.of(), List.of(folder), words, ToolsTree.Devices.HOST, ToolsTree.Network.NONE);
      case DiskTarget.NewImage(Path path, _) ->
          tools.command(List.of(), List.of(folder, path), words);
      case DiskTarget.ExistingImage image ->
          tools.command(List.of(), List.of(folder, image.path()), words);
    };
  }

  /** Whoever owns what this process has just made is who it runs as. */
  private static boolean isRoot(Path ownFolder) throws IOException {
    return (Integer) Files.getAttribute(ownFolder, "unix:uid") == 0;
  }
}
