package io.holdfast.image.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The machine's own Debian package sources, turned to another suite: the same places, the same
 * signing key (sources.list(5), both styles). Stateless.
 */
public final class AptSources {
  private static final String ARCHIVE_KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg";
  private static final int MAX_FILES = 100;

  private AptSources() {}

  /**
   * One line a source, in the one-line style.
   *
   * @param etcApt the folder /etc/apt
   * @param codename the suite the machine itself has, which its sources name
   * @param suite the suite wanted
   * @throws IOException if the folder cannot be read or names no Debian source
   */
  public static List<String> forSuite(Path etcApt, String codename, String suite)
      throws IOException {
    Set<String> lines = new LinkedHashSet<>();
    for (Path file : files(etcApt)) {
      String text = Files.readString(file);
      if (file.toString().endsWith(".sources")) {
        for (String stanza : text.split("\n\\s*\n")) {
          lines.addAll(fromStanza(stanza, codename, suite));
        }
      } else {
        for (String line : text.split("\n")) {
          lines.addAll(fromLine(line, codename, suite));
        }
      }
    }
    if (lines.isEmpty()) {
      throw new IOException(
          "No package source for Debian "
              + codename
              + " was found in "
              + etcApt
              + ", from which those for "
              + suite
              + " would be derived. Add one there.");
    }
    return List.copyOf(lines);
  }

  private static List<Path> files(Path etcApt) throws IOException {
    List<Path> files = new ArrayList<>();
    if (Files.isRegularFile(etcApt.resolve("sources.list"))) {
      files.add(etcApt.resolve("sources.list"));
    }
    Path more = etcApt.resolve("sources.list.d");
    if (Files.isDirectory(more)) {
      try (Stream<Path> list = Files.list(more)) {
        list.filter(
                file -> file.toString().endsWith(".list") || file.toString().endsWith(".sources"))
            .sorted()
            .limit(MAX_FILES)
            .forEach(files::add);
      }
    }
    return files;
  }

  private static List<String> fromStanza(String stanza, String codename, String suite) {
    Map<String, String> fields = new HashMap<>();
    String field = "";
    for (String line : stanza.split("\n")) {
      if (line.startsWith("#")) {
        continue;
      }
      int colon = line.indexOf(':');
      if (line.startsWith(" ") && !field.isEmpty()) {
        fields.merge(field, line, (a, b) -> a + " " + b.strip());
      } else if (colon > 0) {
        field = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        fields.put(field, line.substring(colon + 1).strip());
      }
    }
    if (!words(fields.get("types")).contains("deb") || "no".equals(fields.get("enabled"))) {
      return List.of();
    }
    String keyring = fields.getOrDefault("signed-by", ARCHIVE_KEYRING);
    List<String> lines = new ArrayList<>();
    for (String uri : words(fields.get("uris"))) {
      for (String theirs : words(fields.get("suites"))) {
        if (belongs(theirs, codename)) {
          lines.add(line(keyring, uri, theirs, codename, suite));
        }
      }
    }
    return lines;
  }

  private static List<String> fromLine(String line, String codename, String suite) {
    String rest = line.strip();
    if (!rest.startsWith("deb ")) {
      return List.of();
    }
    rest = rest.substring(4).strip();
    String keyring = ARCHIVE_KEYRING;
    if (rest.startsWith("[")) {
      int end = rest.indexOf(']');
      if (end < 0) {
        return List.of();
      }
      for (String option : words(rest.substring(1, end))) {
        if (option.startsWith("signed-by=")) {
          keyring = option.substring("signed-by=".length());
        }
      }
      rest = rest.substring(end + 1).strip();
    }
    List<String> words = words(rest);
    if (words.size() < 3 || !belongs(words.get(1), codename)) {
      return List.of();
    }
    return List.of(line(keyring, words.get(0), words.get(1), codename, suite));
  }

  /** The suite itself, its updates and its security; not backports, which are no part of it. */
  private static boolean belongs(String theirs, String codename) {
    return theirs.equals(codename)
        || theirs.equals(codename + "-updates")
        || theirs.equals(codename + "-security");
  }

  private static String line(
      String keyring, String uri, String theirs, String codename, String suite) {
    return "deb [signed-by="
        + keyring
        + "] "
        + uri
        + " "
        + suite
        + theirs.substring(codename.length())
        + " main";
  }

  private static List<String> words(@org.jspecify.annotations.Nullable String text) {
    return text == null || text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
  }
}
