package io.holdfast.inventory.collect;

import io.holdfast.inventory.Component;
import io.holdfast.inventory.Ecosystem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What apk has installed (Alpine Linux, "Apk spec", "Installed Database V2"): a block of lines a
 * package, each a letter, a colon and a value. Stateless.
 */
final class ApkDatabase {
  /** Where it is, and where it is from apk 3 on. */
  private static final List<String> PLACES =
      List.of("lib/apk/db/installed", "usr/lib/apk/db/installed");

  private ApkDatabase() {}

  /** Whether a file is to be kept for {@link #read}. */
  static boolean wants(String path) {
    return PLACES.contains(path);
  }

  static boolean isIn(CapturedFiles files) {
    return PLACES.stream().anyMatch(files::has);
  }

  static List<Owner> read(CapturedFiles files, PackageUrls urls) {
    List<Owner> owners = new ArrayList<>();
    for (String place : PLACES) {
      Map<Character, String> fields = new HashMap<>();
      List<String> paths = new ArrayList<>();
      String folder = "";
      for (String line : (Iterable<String>) files.text(place).lines()::iterator) {
        if (line.isEmpty()) {
          add(owners, fields, paths, urls);
          fields = new HashMap<>();
          paths = new ArrayList<>();
        } else if (line.length() > 1 && line.charAt(1) == ':') {
          String value = line.substring(2);
          switch (line.charAt(0)) {
            case 'F' -> folder = value;
            case 'R' -> paths.add("/" + (folder.isEmpty() ? "" : folder + "/") + value);
            default -> fields.put(line.charAt(0), value);
          }
        }
      }
      add(owners, fields, paths, urls);
    }
    return owners;
  }

  private static void add(
      List<Owner> owners, Map<Character, String> fields, List<String> paths, PackageUrls urls) {
    String name = fields.getOrDefault('P', "");
    if (name.isEmpty()) {
      return;
    }
    String version = fields.getOrDefault('V', "");
    String architecture = fields.getOrDefault('A', "");
    String source = fields.getOrDefault('o', name);
    String licence = fields.getOrDefault('L', "");
    owners.add(
        new Owner(
            new Component(
                Component.Kind.PACKAGE,
                Ecosystem.APK,
                name,
                version,
                architecture,
                fields.getOrDefault('m', ""),
                licence.isEmpty() ? List.of() : List.of(licence),
                source,
                version,
                urls.of("apk", name, version, architecture, source.equals(name) ? "" : source, ""),
                "",
                List.of()),
            paths));
  }
}
