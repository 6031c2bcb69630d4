package io.holdfast.release.manifest;

import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import java.util.ArrayList;
import java.util.List;

/** Manifests to test with. */
public final class Manifests {
  private Manifests() {}

  /** The manifest of the golden file. */
  public static Manifest golden() {
    return new Manifest(
        new ReleaseName("debian-edge"),
        new Version("1.4.0"),
        Architecture.X86_64,
        "Debian 13 (trixie)",
        digest('a'),
        List.of(
            new Part(Part.Kind.ROOT, digest('1'), 139460608),
            new Part(Part.Kind.VERITY, digest('2'), 1101824),
            new Part(Part.Kind.UKI, digest('3'), 30408704),
            new Part(Part.Kind.RECOVERY_UKI, digest('4'), 30409216),
            new Part(Part.Kind.LOADER, digest('5'), 124928),
            new Part(Part.Kind.PACKAGES, digest('6'), 5213)));
  }

  /** The golden manifest with the parts that came later. */
  public static Manifest withInventory() {
    List<Part> parts = new ArrayList<>(golden().parts());
    parts.add(new Part(Part.Kind.INVENTORY, digest('7'), 1048576));
    parts.add(new Part(Part.Kind.PROVENANCE, digest('8'), 4096));
    return of("debian-edge", "1.4.0", parts);
  }

  /** The golden manifest under another name and version. */
  public static Manifest of(String name, String version) {
    return of(name, version, golden().parts());
  }

  /** The golden manifest with another name, version and parts. */
  public static Manifest of(String name, String version, List<Part> parts) {
    return new Manifest(
        new ReleaseName(name),
        new Version(version),
        Architecture.X86_64,
        "Debian 13 (trixie)",
        digest('a'),
        parts);
  }

  /** The golden parts without those of one kind. */
  public static List<Part> partsWithout(Part.Kind kind) {
    List<Part> parts = new ArrayList<>(golden().parts());
    parts.removeIf(part -> part.kind() == kind);
    return parts;
  }

  private static Digest digest(char digit) {
    return new Digest(String.valueOf(digit).repeat(64));
  }
}
