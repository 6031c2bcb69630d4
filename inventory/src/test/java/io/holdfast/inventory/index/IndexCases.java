package io.holdfast.inventory.index;

import io.holdfast.inventory.Component;
import io.holdfast.inventory.Inventory;
import io.holdfast.inventory.Samples;
import io.holdfast.inventory.statement.NodeStatement;
import io.holdfast.inventory.statement.NodeStatement.Holding;
import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import io.holdfast.release.manifest.Architecture;
import io.holdfast.release.manifest.ReleaseName;
import io.holdfast.release.manifest.ReleaseRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** An index that is empty at first, and what is put into it. */
abstract class IndexCases {
  /** A new one. */
  abstract CarrierIndex open() throws IOException;

  static Inventory inventory(String version, String xz) {
    Component liblzma = Samples.deb("liblzma5", xz, Samples.file("/usr/lib/liblzma.so.5", xz));
    Component ofXz =
        new Component(
            liblzma.kind(),
            liblzma.ecosystem(),
            liblzma.name(),
            liblzma.version(),
            liblzma.architecture(),
            liblzma.origin(),
            liblzma.licences(),
            "xz-utils",
            xz,
            liblzma.purl(),
            liblzma.location(),
            liblzma.files());
    return new Inventory(
        new Inventory.Subject(Inventory.Subject.Kind.RELEASE, "edge", version, 0),
        List.of(ofXz, Samples.deb("apt", "3.0.4", Samples.file("/usr/bin/apt"))),
        List.of(Samples.file("/etc/hosts")));
  }

  static ReleaseRef ref(String version) {
    return new ReleaseRef(
        new ReleaseName("edge"),
        new Version(version),
        Digest.of(version.getBytes(StandardCharsets.UTF_8)));
  }

  static ReleaseDocument release(String version, String xz) {
    return new ReleaseDocument(ref(version), Architecture.X86_64, inventory(version, xz));
  }

  static NodeStatement node(String name, long time, Holding... holdings) {
    return new NodeStatement(name, "site", time, List.of(holdings));
  }
}
