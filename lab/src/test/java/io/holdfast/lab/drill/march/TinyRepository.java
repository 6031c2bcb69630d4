package io.holdfast.lab.drill.march;

import io.holdfast.inventory.Component;
import io.holdfast.inventory.Ecosystem;
import io.holdfast.inventory.Inventory;
import io.holdfast.inventory.document.CycloneDxWriter;
import io.holdfast.lab.drill.march.March2024.Built;
import io.holdfast.release.Digest;
import io.holdfast.release.manifest.Architecture;
import io.holdfast.release.manifest.Manifest;
import io.holdfast.release.manifest.Part;
import io.holdfast.release.manifest.ReleaseRef;
import io.holdfast.release.repository.Repository;
import io.holdfast.release.repository.RepositoryWriter;
import io.holdfast.release.trust.SigningKey;
import io.holdfast.release.tuf.signing.RoleKeys;
import io.holdfast.release.tuf.signing.SignedRepository;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The drill's releases with nothing in them but their inventories. */
final class TinyRepository {
  private static final SigningKey KEY = SigningKey.generate();

  final Path folder;
  final RoleKeys keys;

  TinyRepository(Path folder) throws Exception {
    this.folder = folder.resolve("repository");
    this.keys = new RoleKeys(folder.resolve("role-keys"), null);
    SignedRepository signed = new SignedRepository(this.folder, Instant.now());
    signed.init(keys, List.of(), Map.of());
    for (Built each : March2024.published()) {
      add(each);
      signed.publish(each.name(), each.version(), false, keys);
    }
    add(March2024.CLEAN_TILL);
  }

  private void add(Built release) throws Exception {
    byte[] inventory = CycloneDxWriter.text(inventory(release)).getBytes(StandardCharsets.UTF_8);
    try (RepositoryWriter writer = RepositoryWriter.open(folder)) {
      List<Part> parts = new ArrayList<>();
      for (Part.Kind kind : Part.Kind.values()) {
        byte[] bytes =
            kind == Part.Kind.INVENTORY
                ? inventory
                : (kind.name() + release).getBytes(StandardCharsets.UTF_8);
        parts.add(writer.add(kind, new ByteArrayInputStream(bytes)));
      }
      writer.publish(
          KEY.sign(
              new Manifest(
                  release.name(),
                  release.version(),
                  Architecture.X86_64,
                  "nothing that boots",
                  Digest.of(new byte[0]),
                  parts)));
    }
  }

  /** A release as a node names it. */
  ReleaseRef ref(Built release) throws IOException {
    return new ReleaseRef(
        release.name(),
        release.version(),
        Repository.at(folder.toString()).manifest(release.name(), release.version()).digest());
  }

  private static Inventory inventory(Built release) {
    List<Component> packages = new ArrayList<>();
    packages.add(debian("liblzma5", "5.8.1-1"));
    if (release.isBad()) {
      packages.add(debian("xz-utils", release.xz()));
    }
    return new Inventory(
        new Inventory.Subject(
            Inventory.Subject.Kind.RELEASE, release.name().text(), release.version().text(), 0),
        packages,
        List.of());
  }

  private static Component debian(String name, String version) {
    return new Component(
        Component.Kind.PACKAGE,
        Ecosystem.DEB,
        name,
        version,
        "amd64",
        "",
        List.of(),
        "xz-utils",
        version,
        "pkg:deb/debian/" + name + "@" + version + "?arch=amd64&distro=debian-13",
        "",
        List.of());
  }
}
