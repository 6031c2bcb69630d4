package io.holdfast.inventory.collect;

import io.holdfast.inventory.Component;
import io.holdfast.inventory.Ecosystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * What rpm has installed: its SQLite database (rpm 4.16 and later), whose table Packages has a
 * header a package. Stateless.
 */
final class RpmDatabase {
  /** Where distributions keep it; the second is a link to the first on some. */
  private static final List<String> PLACES =
      List.of(
          "usr/lib/sysimage/rpm/rpmdb.sqlite",
          "var/lib/rpm/rpmdb.sqlite",
          "usr/share/rpm/rpmdb.sqlite");

  /** Forms of before 2020, which no SQLite reads. */
  private static final List<String> OLD_PLACES =
      List.of(
          "var/lib/rpm/Packages", "var/lib/rpm/Packages.db", "usr/lib/sysimage/rpm/Packages.db");

  /** The largest header known, that of a kernel with all its files, has 3 MiB. */
  private static final int MAX_HEADER = 64 << 20;

  private RpmDatabase() {}

  /** Whether a file is to be kept for {@link #read}. */
  static boolean wants(String path) {
    return PLACES.contains(path);
  }

  static boolean isIn(CapturedFiles files) {
    return PLACES.stream().anyMatch(files::has);
  }

  /** Whether this is a database of rpm that cannot be read here. */
  static boolean isOld(String path) {
    return OLD_PLACES.contains(path);
  }

  /**
   * Reads it.
   *
   * @throws CollectException if it is damaged
   */
  static List<Owner> read(CapturedFiles files, PackageUrls urls) throws IOException {
    String place = PLACES.stream().filter(files::has).findFirst().orElse("");
    Path copy = Files.createTempFile("rpmdb", ".sqlite");
    try {
      Files.write(copy, files.bytes(place));
      return read(copy, urls);
    } catch (SQLException | IllegalArgumentException e) {
      throw new CollectException(
          "rpm's database /"
              + place
              + " is damaged ("
              + e.getMessage()
              + "), so what is installed is not known. Run 'rpm --rebuilddb' in the base.",
          e);
    } finally {
      Files.delete(copy);
    }
  }

  private static List<Owner> read(Path copy, PackageUrls urls) throws SQLException {
    List<Owner> owners = new ArrayList<>();
    // Immutable: its journal mode would else want files beside it.
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:file:" + copy + "?immutable=1");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT blob FROM Packages ORDER BY hnum")) {
      while (rows.next()) {
        byte[] blob = rows.getBytes(1);
        if (blob == null || blob.length > MAX_HEADER) {
          throw new IllegalArgumentException("a header is missing or too large");
        }
        RpmHeader header = new RpmHeader(blob);
        // Signing keys are kept as packages without files or architecture.
        if (!header.string(RpmHeader.NAME).equals("gpg-pubkey")) {
          owners.add(new Owner(component(header, urls), paths(header)));
        }
      }
    }
    return owners;
  }

  private static Component component(RpmHeader header, PackageUrls urls) {
    String name = header.string(RpmHeader.NAME);
    String plain = header.string(RpmHeader.VERSION) + "-" + header.string(RpmHeader.RELEASE);
    int[] epochs = header.numbers(RpmHeader.EPOCH);
    String epoch = epochs.length == 0 || epochs[0] == 0 ? "" : Integer.toString(epochs[0]);
    String architecture = header.string(RpmHeader.ARCH);
    String licence = header.string(RpmHeader.LICENSE);
    String file = header.string(RpmHeader.SOURCE_RPM);
    // NAME-VERSION-RELEASE.src.rpm; the epoch of a source is that of its packages, if they have
    // its version.
    String[] words = file.replaceFirst("\\.(no)?src\\.rpm$", "").split("-", -1);
    String source = name;
    String sourceVersion = plain;
    if (words.length > 2) {
      sourceVersion = words[words.length - 2] + "-" + words[words.length - 1];
      source = file.substring(0, file.indexOf("-" + sourceVersion));
    }
    String prefix = epoch.isEmpty() ? "" : epoch + ":";
    return new Component(
        Component.Kind.PACKAGE,
        Ecosystem.RPM,
        name,
        prefix + plain,
        architecture,
        header.string(RpmHeader.VENDOR),
        licence.isEmpty() ? List.of() : List.of(licence),
        source,
        sourceVersion.equals(plain) ? prefix + plain : sourceVersion,
        urls.of("rpm", name, plain, architecture, file, epoch),
        "",
        List.of());
  }

  private static List<String> paths(RpmHeader header) {
    List<String> names = header.strings(RpmHeader.BASE_NAMES);
    List<String> folders = header.strings(RpmHeader.DIR_NAMES);
    int[] indexes = header.numbers(RpmHeader.DIR_INDEXES);
    if (indexes.length != names.size()) {
      throw new IllegalArgumentException("a header whose files do not fit its folders");
    }
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < indexes.length; i++) {
      if (indexes[i] < 0 || indexes[i] >= folders.size()) {
        throw new IllegalArgumentException("a header whose files do not fit its folders");
      }
      paths.add(folders.get(indexes[i]) + names.get(i));
    }
    return paths;
  }
}
