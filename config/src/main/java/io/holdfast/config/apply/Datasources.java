package io.holdfast.config.apply;

import io.holdfast.config.action.ReadDatasource;
import io.holdfast.config.action.TargetPath;
import io.holdfast.config.yaml.Problems;
import io.holdfast.config.yaml.YamlDocument;
import io.holdfast.config.yaml.YamlMapping;
import io.holdfast.host.Command;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Data that was laid beside the machine: on a disc or disk with a certain label, or in a file. What
 * is found is written where configurations are read; a script is run.
 */
record Datasources(RootedTree tree, Programs programs, ProgramPlace place) {
  /** What a document of user data may have; clouds allow far less. */
  private static final int MAX_BYTES = 4 << 20;

  private static final Duration SCRIPT_LIMIT = Duration.ofMinutes(10);
  private static final Path LABELS = Path.of("/dev/disk/by-label");
  private static final Path DEVICES = Path.of("/dev");
  private static final String RAW_NAME = "userdata";

  Effect read(ReadDatasource datasource) throws IOException, InterruptedException {
    byte[] found = null;
    List<String> notAsked = new ArrayList<>();
    for (String provider : datasource.providers()) {
      if (found != null) {
        break;
      }
      switch (provider) {
        case "cdrom" ->
            found = onDrive(List.of("cidata", "CIDATA"), List.of("user-data", "config"));
        case "config-drive" ->
            found = onDrive(List.of("config-2", "CONFIG-2"), List.of("openstack/latest/user_data"));
        case "file" -> found = inFile(datasource.path());
        default -> notAsked.add(provider);
      }
    }
    if (found == null) {
      if (notAsked.isEmpty()) {
        throw new IOException("nothing was found there");
      }
      return Effect.NONE.noting(
          "only a node asks " + String.join(", ", notAsked) + ", and only in its stage 'network'");
    }
    return keep(datasource, found);
  }

  private Effect keep(ReadDatasource datasource, byte[] data)
      throws IOException, InterruptedException {
    boolean fromFile = datasource.providers().getLast().equals("file");
    TargetPath declared = datasource.path();
    TargetPath folder = declared == null || fromFile ? ReadDatasource.FOLDER : declared;
    String text = new String(data, StandardCharsets.UTF_8);
    Path raw = tree.resolve(new TargetPath(folder + "/" + RAW_NAME));
    Path above = raw.getParent();
    boolean changed = above != null && tree.makeFolders(above);
    if (isConfig(text)) {
      changed |= tree.replace(raw, data, 0644, null);
      Path config = tree.resolve(new TargetPath(folder + "/" + datasource.fileName()));
      return Effect.of(tree.replace(config, data, 0644, null) || changed);
    }
    if (!text.startsWith("#!")) {
      return Effect.of(tree.replace(raw, data, 0644, null) || changed)
          .noting("what was found is neither a configuration nor a script");
    }
    tree.replace(raw, data, 0744, null);
    if (!tree.isPlanning()) {
      programs.check(place.inside(List.of(folder + "/" + RAW_NAME)).within(SCRIPT_LIMIT));
    }
    return Effect.CHANGE;
  }

  private static boolean isConfig(String text) {
    Problems problems = new Problems();
    return YamlDocument.parse(RAW_NAME, text, problems) instanceof YamlMapping
        && problems.count() == 0;
  }

  private byte @Nullable [] inFile(@Nullable TargetPath path) throws IOException {
    if (path == null || !tree.exists(path)) {
      return null;
    }
    return tree.readBytes(tree.resolve(path), MAX_BYTES);
  }

  /** Only the running machine has drives. */
  private byte @Nullable [] onDrive(List<String> labels, List<String> files)
      throws IOException, InterruptedException {
    if (!tree.isWhole() || tree.isPlanning()) {
      return null;
    }
    for (Path device : drives(labels)) {
      Path folder = Files.createTempDirectory("holdfast-drive");
      try {
        if (programs.exitCode(
                Command.of(
                    "mount", "-o", "ro,nosuid,nodev,noexec", device.toString(), folder.toString()))
            != 0) {
          continue;
        }
        try {
          for (String file : files) {
            Path data = folder.resolve(file);
            // A link on a disc must not show what is in a file of the machine.
            if (Files.isRegularFile(data) && data.toRealPath().startsWith(folder.toRealPath())) {
              return tree.readBytes(data.toRealPath(), MAX_BYTES);
            }
          }
        } finally {
          programs.exitCode(Command.of("umount", folder.toString()));
        }
      } finally {
        Files.deleteIfExists(folder);
      }
    }
    return null;
  }

  private static List<Path> drives(List<String> labels) throws IOException {
    List<Path> drives = new ArrayList<>();
    for (String label : labels) {
      Path link = LABELS.resolve(label);
      if (Files.exists(link)) {
        drives.add(link.toRealPath());
      }
    }
    try (DirectoryStream<Path> discs = Files.newDirectoryStream(DEVICES, "sr[0-9]*")) {
      for (Path disc : discs) {
        if (!drives.contains(disc)) {
          drives.add(disc);
        }
      }
    }
    return drives;
  }
}
