package io.holdfast.release.repository;

import io.holdfast.release.manifest.Manifest;
import io.holdfast.release.manifest.Manifests;
import io.holdfast.release.manifest.Part;
import io.holdfast.release.trust.SignedManifest;
import io.holdfast.release.trust.SigningKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Small releases to publish; the same name and version always give the same bytes. */
public final class Published {
  static final SigningKey KEY = SigningKey.generate();

  private Published() {}

  /** A repository with these versions of the release {@code debian-edge}. */
  public static void into(Path folder, String... versions) throws Exception {
    try (RepositoryWriter writer = RepositoryWriter.open(folder)) {
      for (String version : versions) {
        writer.publish(added(writer, version));
      }
    }
  }

  /** The signed manifest of a release whose parts have been added. */
  static SignedManifest added(RepositoryWriter writer, String version) throws IOException {
    return added(writer, "debian-edge", version);
  }

  static SignedManifest added(RepositoryWriter writer, String name, String version)
      throws IOException {
    List<Part> parts = new ArrayList<>();
    for (Part.Kind kind : Part.Kind.values()) {
      parts.add(writer.add(kind, new ByteArrayInputStream(bytes(kind, version))));
    }
    Manifest manifest = Manifests.of(name, version, parts);
    return KEY.sign(manifest);
  }

  /** What a part of that version holds: the root is larger than any buffer on the way. */
  static byte[] bytes(Part.Kind kind, String version) {
    if (kind != Part.Kind.ROOT) {
      return (kind + " of " + version).getBytes(StandardCharsets.UTF_8);
    }
    byte[] bytes = new byte[3 << 20];
    new Random(version.hashCode()).nextBytes(bytes);
    return bytes;
  }
}
