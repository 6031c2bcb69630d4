package io.holdfast.image.disk;

import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import io.holdfast.release.manifest.Architecture;
import io.holdfast.release.manifest.Manifest;
import io.holdfast.release.manifest.Part;
import io.holdfast.release.manifest.ReleaseName;
import io.holdfast.release.repository.RepositoryWriter;
import io.holdfast.release.trust.SigningKey;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Releases that boot nothing, to plan and install. */
final class TestReleases {
  static final ReleaseName NAME = new ReleaseName("edge");

  static final Digest ROOT_HASH =
      new Digest("00112233445566778899aabbccddeeff0123456789abcdeffedcba9876543210");

  private TestReleases() {}

  /** A manifest whose root image, hash tree and kernel images have these sizes. */
  static Manifest manifest(long root, long verity, long uki) {
    List<Part> parts = new ArrayList<>();
    for (Part.Kind kind : Part.Kind.values()) {
      long size =
          switch (kind) {
            case ROOT -> root;
            case VERITY -> verity;
            case UKI, RECOVERY_UKI -> uki;
            case LOADER, PACKAGES, INVENTORY, PROVENANCE -> 100_000;
          };
      parts.add(new Part(kind, Digest.of(kind.name().getBytes(StandardCharsets.UTF_8)), size));
    }
    return manifest("1.0.0", Architecture.X86_64, parts);
  }

  /** About as large as real ones: 140 MiB and 29 MiB. */
  static Manifest manifest() {
    return manifest(140 << 20, 1_153_024, 29 << 20);
  }

  /** Publishes a small release into a repository, which is made if it is not there. */
  static Manifest publish(Path repository, SigningKey key, String version) throws Exception {
    return publish(repository, key, version, Architecture.X86_64);
  }

  static Manifest publish(
      Path repository, SigningKey key, String version, Architecture architecture) throws Exception {
    try (RepositoryWriter writer = RepositoryWriter.open(repository)) {
      List<Part> parts = new ArrayList<>();
      for (Part.Kind kind : Part.Kind.values()) {
        parts.add(writer.add(kind, new ByteArrayInputStream(bytes(kind, version))));
      }
      Manifest manifest = manifest(version, architecture, parts);
      writer.publish(key.sign(manifest));
      return manifest;
    }
  }

  /** What a part of a published release holds; the same each time. */
  static byte[] bytes(Part.Kind kind, String version) {
    byte[] bytes = new byte[kind == Part.Kind.ROOT ? 3 << 20 : 50_000];
    new Random((kind + version).hashCode()).nextBytes(bytes);
    return bytes;
  }

  private static Manifest manifest(String version, Architecture architecture, List<Part> parts) {
    return new Manifest(
        NAME, new Version(version), architecture, "nothing that boots", ROOT_HASH, parts);
  }
}
