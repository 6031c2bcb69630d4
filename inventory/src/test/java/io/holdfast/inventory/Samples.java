package io.holdfast.inventory;

import io.holdfast.inventory.Inventory.Subject;
import io.holdfast.release.Digest;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Small inventories for tests. */
public final class Samples {
  public static final Subject SUBJECT =
      new Subject(Subject.Kind.RELEASE, "edge", "1.2.3", 1_767_225_600);

  private Samples() {}

  /** A file whose bytes are its path. */
  public static FileEntry file(String path) {
    return file(path, path);
  }

  public static FileEntry file(String path, String content) {
    return new FileEntry(path, Digest.of(content.getBytes(StandardCharsets.UTF_8)));
  }

  public static Component deb(String name, String version, FileEntry... files) {
    return new Component(
        Component.Kind.PACKAGE,
        Ecosystem.DEB,
        name,
        version,
        "amd64",
        "Debian <a@b>",
        List.of("GPL-2+", "MIT"),
        "src-" + name,
        version,
        "pkg:deb/debian/"
            + name
            + "@"
            + version
            + "?arch=amd64&distro=debian-13&upstream=src-"
            + name,
        "",
        List.of(files));
  }

  public static Component maven(String name, String version, String location) {
    return new Component(
        Component.Kind.PACKAGE,
        Ecosystem.MAVEN,
        name,
        version,
        "",
        "",
        List.of(),
        name,
        version,
        "pkg:maven/" + name.replace(':', '/') + "@" + version,
        location,
        List.of());
  }

  public static Inventory edge() {
    return new Inventory(
        SUBJECT,
        List.of(
            deb("zlib1g", "1:1.3", file("/usr/lib/libz.so.1"), file("/usr/lib/libz.so.1.3")),
            deb("apt", "3.0.4", file("/usr/bin/apt")),
            maven("io.example:app", "1.0", "/opt/app.jar"),
            maven("io.example:app", "1.0", "/opt/app.war!/WEB-INF/lib/app.jar")),
        List.of(
            file("/opt/app.jar"),
            file("/etc/strange \"name\"\n\u00e9"),
            file("/usr/lib/firmware/x.bin")));
  }
}
