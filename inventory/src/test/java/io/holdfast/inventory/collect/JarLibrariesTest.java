package io.holdfast.inventory.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.inventory.Component;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class JarLibrariesTest {
  private static final String MANIFEST = "META-INF/MANIFEST.MF";
  private static final String MAVEN = "META-INF/maven/g/a/pom.properties";

  @Test
  void a_library_is_named_by_maven_before_its_manifest() throws Exception {
    byte[] jar =
        jar(
            entry(MANIFEST, "Manifest-Version: 1.0\nBundle-SymbolicName: x\nBundle-Version: 1\n"),
            entry(MAVEN, "groupId=org.x\nartifactId=y\nversion=1.2\n"));
    assertThat(purls(jar)).containsExactly("pkg:maven/org.x/y@1.2");
  }

  @Test
  void one_without_maven_is_named_by_its_manifest() throws Exception {
    byte[] jar =
        jar(
            entry(
                MANIFEST,
                """
                Manifest-Version: 1.0
                Bundle-SymbolicName: x;singleton:=true
                Bundle-Version: 1.0.0
                """));
    assertThat(purls(jar)).containsExactly("pkg:generic/x@1.0.0");
  }

  @Test
  void one_that_names_itself_nowhere_is_none() throws Exception {
    assertThat(purls(jar(entry("a.class", "x"), entry(MANIFEST, "Manifest-Version: 1.0\n"))))
        .isEmpty();
  }

  @Test
  void every_library_that_was_put_into_one_archive_is_found() throws Exception {
    byte[] jar =
        jar(
            entry(MAVEN, "groupId=g\nartifactId=a\nversion=1\n"),
            entry("META-INF/maven/h/b/pom.properties", "groupId=h\nartifactId=b\nversion=2\n"));
    assertThat(purls(jar)).containsExactly("pkg:maven/g/a@1", "pkg:maven/h/b@2");
  }

  @Test
  void an_archive_in_an_archive_is_looked_into_and_says_where_it_is() throws Exception {
    byte[] inner = jar(entry(MAVEN, "groupId=g\nartifactId=a\nversion=1\n"));
    List<Component> found = read(jar(new Entry("BOOT-INF/lib/a.jar", inner), entry("z", "z")));
    assertThat(found).extracting(Component::location).containsExactly("/t.jar!/BOOT-INF/lib/a.jar");
  }

  @Test
  void archives_in_archives_without_end_are_not_followed() throws Exception {
    byte[] jar = jar(entry(MAVEN, "groupId=g\nartifactId=deepest\nversion=1\n"));
    for (int i = 0; i < 6; i++) {
      jar =
          jar(
              new Entry("n.jar", jar),
              entry(MAVEN, "groupId=g\nartifactId=level" + i + "\nversion=1\n"));
    }
    assertThat(purls(jar)).hasSize(4).doesNotContain("pkg:maven/g/deepest@1");
  }

  @Test
  void a_bomb_gives_what_was_found_before_it() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      put(zip, entry(MAVEN, "groupId=g\nartifactId=a\nversion=1\n"));
      zip.putNextEntry(new ZipEntry("zeros"));
      zip.write(new byte[2 << 20]);
      put(zip, entry("META-INF/maven/h/b/pom.properties", "groupId=h\nartifactId=b\nversion=2\n"));
    }
    assertThat(JarLibraries.read("/t.jar", new ByteArrayInputStream(bytes.toByteArray()), 1 << 20))
        .extracting(Component::purl)
        .containsExactly("pkg:maven/g/a@1");
    assertThat(purls(bytes.toByteArray())).hasSize(2);
  }

  @Test
  void a_damaged_archive_gives_what_was_found_before_and_no_error() throws Exception {
    byte[] jar = jar(entry(MAVEN, "groupId=g\nartifactId=a\nversion=1\n"), entry("z", "zzzz"));
    for (int length = 0; length < jar.length; length++) {
      assertThat(read(Arrays.copyOf(jar, length))).hasSizeLessThan(2);
    }
    byte[] broken = jar.clone();
    Arrays.fill(broken, 60, broken.length, (byte) 0xff);
    assertThat(read(broken)).hasSizeLessThan(2);
    assertThat(read("no archive".getBytes(StandardCharsets.UTF_8))).isEmpty();
  }

  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Entry(String name, byte[] content) {}

  private static Entry entry(String name, String content) {
    return new Entry(name, content.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] jar(Entry... entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Entry entry : entries) {
        put(zip, entry);
      }
    }
    return bytes.toByteArray();
  }

  private static void put(ZipOutputStream zip, Entry entry) throws IOException {
    zip.putNextEntry(new ZipEntry(entry.name));
    zip.write(entry.content);
    zip.closeEntry();
  }

  private static List<Component> read(byte[] jar) throws IOException {
    return JarLibraries.read("/t.jar", new ByteArrayInputStream(jar));
  }

  private static List<String> purls(byte[] jar) throws IOException {
    return read(jar).stream().map(Component::purl).toList();
  }
}
