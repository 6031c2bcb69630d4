package io.holdfast.inventory.collect;

import io.holdfast.inventory.Component;
import io.holdfast.inventory.Ecosystem;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * The libraries in a Java archive (JAR File Specification), as they name themselves: by Maven's
 * {@code pom.properties}, else by the manifest. Archives in archives are looked into. An archive
 * that is damaged, or larger inside than the limits allow, gives what was found until then: it is
 * still in the inventory as a file. One of these an archive; not thread-safe.
 */
final class JarLibraries {
  private static final List<String> ENDINGS = List.of(".jar", ".war", ".ear");

  /**
   * An application in an archive with its libraries in it is two; nobody nests deeper on purpose.
   */
  private static final int MAX_DEPTH = 4;

  /** The largest known has a third. */
  private static final int MAX_ENTRIES = 200_000;

  /** Unpacked; more is a bomb. */
  private static final long MAX_BYTES = 1L << 30;

  /** A file of properties or a manifest; one with a section a class is large. */
  private static final int MAX_METADATA = 4 << 20;

  private final List<Component> found = new ArrayList<>();
  private final long maxBytes;
  private long bytes;
  private int entries;

  private JarLibraries(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  static boolean wants(String path) {
    String lower = path.toLowerCase(Locale.ROOT);
    return ENDINGS.stream().anyMatch(lower::endsWith);
  }

  /**
   * Reads an archive from a stream, which need not be read to its end.
   *
   * @param location its path with a leading slash
   */
  static List<Component> read(String location, InputStream stream) throws IOException {
    return read(location, stream, MAX_BYTES);
  }

  /** As {@link #read(String, InputStream)}, with another limit of what is unpacked. */
  static List<Component> read(String location, InputStream stream, long maxBytes)
      throws IOException {
    JarLibraries libraries = new JarLibraries(maxBytes);
    try {
      libraries.look(location, new BufferedInputStream(stream, 1 << 16), 1);
    } catch (ZipException | EOFException | IllegalArgumentException e) {
      // Damaged, encrypted, cut off or too much: the file stays, its insides are not known.
      return List.copyOf(libraries.found);
    }
    return List.copyOf(libraries.found);
  }

  private void look(String location, InputStream stream, int depth) throws IOException {
    Unclosed unclosed = new Unclosed(stream);
    List<Component> named = new ArrayList<>();
    List<Component> byManifest = new ArrayList<>();
    try (ZipInputStream zip = new ZipInputStream(unclosed, StandardCharsets.UTF_8)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (++entries > MAX_ENTRIES) {
          throw new ZipException("more than " + MAX_ENTRIES + " entries");
        }
        String name = entry.getName();
        if (name.equals("META-INF/MANIFEST.MF")) {
          addManifest(byManifest, location, metadata(zip));
        } else if (name.startsWith("META-INF/maven/") && name.endsWith("/pom.properties")) {
          addMaven(named, location, metadata(zip));
        } else if (wants(name) && depth < MAX_DEPTH) {
          look(location + "!/" + name, new Counted(zip), depth + 1);
        }
        count(zip);
      }
    } finally {
      found.addAll(named.isEmpty() ? byManifest : named);
    }
  }

  private byte[] metadata(ZipInputStream zip) throws IOException {
    byte[] content = zip.readNBytes(MAX_METADATA);
    add(content.length);
    return content;
  }

  private void count(InputStream rest) throws IOException {
    byte[] buffer = new byte[1 << 14];
    for (int n = rest.read(buffer); n >= 0; n = rest.read(buffer)) {
      add(n);
    }
  }

  private void add(long more) throws ZipException {
    bytes += more;
    if (bytes > maxBytes) {
      throw new ZipException("more than " + maxBytes + " bytes");
    }
  }

  private static void addMaven(List<Component> named, String location, byte[] content)
      throws IOException {
    Properties properties = new Properties();
    properties.load(new ByteArrayInputStream(content));
    String group = properties.getProperty("groupId", "").strip();
    String artifact = properties.getProperty("artifactId", "").strip();
    String version = properties.getProperty("version", "").strip();
    if (!group.isEmpty() && !artifact.isEmpty()) {
      String name = group + ":" + artifact;
      named.add(
          library(
              Ecosystem.MAVEN,
              name,
              version,
              "",
              PackageUrls.maven(group, artifact, version),
              location));
    }
  }

  private static void addManifest(List<Component> byManifest, String location, byte[] content) {
    Manifest manifest;
    try {
      manifest = new Manifest(new ByteArrayInputStream(content));
    } catch (IOException e) {
      return;
    }
    Attributes main = manifest.getMainAttributes();
    // A symbolic name may have directives after a semicolon (OSGi Core, "Bundle-SymbolicName").
    String name =
        first(main, "Bundle-SymbolicName", "Implementation-Title", "Specification-Title")
            .split(";", 2)[0]
            .strip();
    String version =
        first(main, "Implementation-Version", "Bundle-Version", "Specification-Version");
    if (!name.isEmpty() && !version.isEmpty()) {
      byManifest.add(
          library(
              Ecosystem.GENERIC,
              name,
              version,
              first(main, "Implementation-Vendor", "Bundle-Vendor"),
              PackageUrls.generic(name, version),
              location));
    }
  }

  private static Component library(
      Ecosystem ecosystem,
      String name,
      String version,
      String origin,
      String purl,
      String location) {
    return new Component(
        Component.Kind.PACKAGE,
        ecosystem,
        name,
        version,
        "",
        origin,
        List.of(),
        name,
        version,
        purl,
        location,
        List.of());
  }

  private static String first(Attributes attributes, String... names) {
    for (String name : names) {
      String value = attributes.getValue(name);
      if (value != null && !value.isBlank()) {
        return value.strip();
      }
    }
    return "";
  }

  /** Lets what is inside be read without ending what is around it. */
  private static final class Unclosed extends FilterInputStream {
    Unclosed(InputStream stream) {
      super(stream);
    }

    @Override
    public void close() {}
  }

  /** Counts what an inner archive takes from the outer one. */
  private final class Counted extends FilterInputStream {
    Counted(InputStream stream) {
      super(stream);
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      add(value < 0 ? 0 : 1);
      return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int n = super.read(buffer, offset, length);
      add(Math.max(n, 0));
      return n;
    }
  }
}
