package io.holdfast.cli;

import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import io.holdfast.release.manifest.Architecture;
import io.holdfast.release.manifest.Manifest;
import io.holdfast.release.manifest.Part;
import io.holdfast.release.manifest.ReleaseName;
import io.holdfast.release.repository.RepositoryWriter;
import io.holdfast.release.trust.SigningKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** What the commands that read a release need before any tool is started. */
final class TestRepository {
  private TestRepository() {}

  /** Publishes {@code edge 1.0.0}, which boots nothing. */
  static void publish(Path repository, SigningKey key) throws Exception {
    try (RepositoryWriter writer = RepositoryWriter.open(repository)) {
      List<Part> parts = new ArrayList<>();
      for (Part.Kind kind : Part.Kind.values()) {
        parts.add(
            writer.add(
                kind, new ByteArrayInputStream(kind.name().getBytes(StandardCharsets.UTF_8))));
      }
      writer.publish(
          key.sign(
              new Manifest(
                  new ReleaseName("edge"),
                  new Version("1.0.0"),
                  Architecture.X86_64,
                  "nothing that boots",
                  Digest.of(new byte[0]),
                  parts)));
    }
  }

  /** As much of a tools tree as is looked at before one of its tools is started. */
  static Path toolsThatAreNeverStarted(Path folder) throws IOException {
    Path tree = folder.resolve("tools");
    for (String program : List.of("lib64/ld-linux-x86-64.so.2", "usr/bin/bwrap")) {
      Files.createDirectories(tree.resolve(program).getParent());
      Files.createFile(
          tree.resolve(program),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    return tree;
  }
}
