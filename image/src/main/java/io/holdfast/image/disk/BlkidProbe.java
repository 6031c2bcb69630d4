package io.holdfast.image.disk;

import io.holdfast.host.Command;
import io.holdfast.image.tools.ToolsTree;
import io.holdfast.release.Printable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks blkid(8) for signatures of all that it knows, and looks itself for anything else at both
 * ends. Stateless.
 */
record BlkidProbe(ToolsTree tools) implements ContentsProbe {
  /** blkid(8), "EXIT STATUS". */
  private static final int NOTHING_FOUND = 2;

  private static final int AMBIVALENT = 8;

  @Override
  public Contents look(Path place, ByteSize size) throws IOException, InterruptedException {
    if (size.bytes() == 0) {
      return new Contents.Empty();
    }
    if (!Files.isReadable(place)) {
      return new Contents.Unknown("this user may not read it; try as root");
    }
    List<String> words = List.of("blkid", "--probe", "--output", "export", place.toString());
    boolean file = Files.isRegularFile(place);
    Command command =
        file
            ? tools.command(List.of(place), List.of(), words)
            : tools.command(
                List.of(), List.of(), words, ToolsTree.Devices.HOST, ToolsTree.Network.NONE);
    Command.Result result = command.run();
    return switch (result.exitCode()) {
      case 0 -> new Contents.Holds(describe(result.output()));
      case NOTHING_FOUND ->
          DiskEnds.areEmpty(place, size)
              ? new Contents.Empty()
              : new Contents.Holds("data that is no known partition table or file system");
      case AMBIVALENT -> new Contents.Holds("signatures of several file systems");
      default -> {
        command.check();
        throw new InstallFailedException("Cannot tell what " + place + " holds: blkid gave up.");
      }
    };
  }

  /** Reads blkid's NAME=VALUE lines. */
  static String describe(String export) {
    Map<String, String> values = new HashMap<>();
    for (String line : export.lines().toList()) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        values.put(line.substring(0, equals), Printable.of(line.substring(equals + 1)));
      }
    }
    String label = values.get("LABEL");
    String named = label == null ? "" : " labelled '" + label + "'";
    if (values.containsKey("PTTYPE")) {
      return "a partition table (" + values.get("PTTYPE") + ")";
    }
    return "a file system or the like (" + values.getOrDefault("TYPE", "unknown") + ")" + named;
  }
}
