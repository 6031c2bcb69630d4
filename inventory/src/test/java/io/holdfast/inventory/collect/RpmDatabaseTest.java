package io.holdfast.inventory.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.inventory.Component;
import io.holdfast.inventory.Inventory;
import io.holdfast.inventory.Samples;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RpmDatabaseTest {
  private static final int INT32 = 4;
  private static final int STRING = 6;
  private static final int STRING_ARRAY = 8;
  private static final int I18N_STRING = 9;

  @TempDir private Path tree;

  @Test
  void a_package_has_epoch_source_licence_and_files() throws Exception {
    database(header("liblzma5", 2, "xz-5.6.1-3.fc40.src.rpm"));
    write("usr/lib64/liblzma.so.5", "code");
    Component liblzma = components().getFirst();
    assertThat(liblzma.version()).isEqualTo("2:5.6.1-3.fc40");
    assertThat(liblzma.source()).isEqualTo("xz");
    assertThat(liblzma.sourceVersion()).isEqualTo("2:5.6.1-3.fc40");
    assertThat(liblzma.licences()).containsExactly("0BSD");
    assertThat(liblzma.origin()).isEqualTo("Fedora Project");
    assertThat(liblzma.purl())
        .isEqualTo(
            "pkg:rpm/fedora/liblzma5@5.6.1-3.fc40?arch=x86_64&distro=fedora-40&epoch=2"
                + "&upstream=xz-5.6.1-3.fc40.src.rpm");
    assertThat(liblzma.files()).containsExactly(Samples.file("/usr/lib64/liblzma.so.5", "code"));
  }

  @Test
  void a_signing_key_is_no_package() throws Exception {
    database(header("gpg-pubkey", 0, ""), header("a", 0, "a-1-1.src.rpm"));
    assertThat(components()).extracting(Component::name).containsExactly("a");
  }

  @Test
  void a_database_that_is_none_is_refused_with_what_to_do() throws Exception {
    write("var/lib/rpm/rpmdb.sqlite", "SQLite format 3");
    assertThatThrownBy(this::components)
        .isInstanceOf(CollectException.class)
        .hasMessageContaining("/var/lib/rpm/rpmdb.sqlite")
        .hasMessageContaining("rpm --rebuilddb");
  }

  /** Whatever is broken in it, it is refused or read, and nothing else happens. */
  @Test
  void a_broken_header_is_refused() throws Exception {
    byte[] whole = header("a", 1, "a-1-1.src.rpm");
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> read(cut)).isInstanceOf(IllegalArgumentException.class);
    }
    for (int i = 0; i < whole.length - 60; i++) {
      for (int value : List.of(0x00, 0x7f, 0x80, 0xff)) {
        byte[] changed = whole.clone();
        changed[i] = (byte) value;
        try {
          read(changed);
        } catch (IllegalArgumentException expected) {
          assertThat(expected).hasMessageContaining("header");
        }
      }
    }
  }

  private static void read(byte[] blob) {
    RpmHeader header = new RpmHeader(blob);
    for (int tag : List.of(RpmHeader.NAME, RpmHeader.LICENSE, RpmHeader.BASE_NAMES)) {
      header.strings(tag);
    }
    header.numbers(RpmHeader.EPOCH);
    header.numbers(RpmHeader.DIR_INDEXES);
  }

  private List<Component> components() throws IOException {
    write("etc/os-release", "ID=fedora\nVERSION_ID=40\n");
    Inventory inventory = RootReader.ofTree(tree).inventory(Samples.SUBJECT);
    return inventory.components();
  }

  private void write(String path, String content) throws IOException {
    Path file = tree.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private void database(byte[]... headers) throws IOException, SQLException {
    Path file = tree.resolve("usr/lib/sysimage/rpm/rpmdb.sqlite");
    Files.createDirectories(file.getParent());
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      // As rpm makes it, with its journal mode.
      statement.execute("PRAGMA journal_mode=WAL");
      statement.execute(
          "CREATE TABLE 'Packages' (hnum INTEGER PRIMARY KEY AUTOINCREMENT, blob BLOB NOT NULL)");
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO Packages (blob) VALUES (?)")) {
        for (byte[] header : headers) {
          insert.setBytes(1, header);
          insert.execute();
        }
      }
    }
  }

  private static byte[] header(String name, int epoch, String source) {
    Draft draft = new Draft();
    draft.add(RpmHeader.NAME, STRING, name);
    draft.add(RpmHeader.VERSION, STRING, "5.6.1");
    draft.add(RpmHeader.RELEASE, STRING, "3.fc40");
    draft.addNumbers(RpmHeader.EPOCH, epoch);
    draft.add(RpmHeader.VENDOR, I18N_STRING, "Fedora Project");
    draft.add(RpmHeader.LICENSE, I18N_STRING, "0BSD");
    draft.add(RpmHeader.ARCH, STRING, "x86_64");
    draft.add(RpmHeader.SOURCE_RPM, STRING, source);
    draft.addNumbers(RpmHeader.DIR_INDEXES, 0, 1);
    draft.add(RpmHeader.BASE_NAMES, STRING_ARRAY, "xz", "liblzma.so.5");
    draft.add(RpmHeader.DIR_NAMES, STRING_ARRAY, "/usr/bin/", "/usr/lib64/");
    return draft.bytes();
  }

  private static final class Draft {
    private final ByteArrayOutputStream index = new ByteArrayOutputStream();
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private int entries;

    void add(int tag, int type, String... strings) {
      entry(tag, type, strings.length);
      for (String string : strings) {
        data.writeBytes((string + "\0").getBytes(StandardCharsets.UTF_8));
      }
    }

    void addNumbers(int tag, int... numbers) {
      while (data.size() % Integer.BYTES != 0) {
        data.write(0);
      }
      entry(tag, INT32, numbers.length);
      for (int number : numbers) {
        data.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
      }
    }

    byte[] bytes() {
      ByteBuffer bytes = ByteBuffer.allocate(8 + index.size() + data.size());
      bytes.putInt(entries).putInt(data.size()).put(index.toByteArray()).put(data.toByteArray());
      return bytes.array();
    }

    private void entry(int tag, int type, int count) {
      entries++;
      ByteBuffer entry = ByteBuffer.allocate(16);
      entry.putInt(tag).putInt(type).putInt(data.size()).putInt(count);
      index.writeBytes(entry.array());
    }
  }
}
