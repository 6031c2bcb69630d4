package io.holdfast.config.source;

import io.holdfast.config.yaml.Place;
import io.holdfast.config.yaml.Problems;
import io.holdfast.config.yaml.Quoted;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The words of the kernel's command line that are configuration: {@code install.auto=true}, {@code
 * stages.boot[0].commands[0]='echo up'}, {@code kairos.config=users.0.name=ada}, {@code
 * config_url=https://…}. All other words are the kernel's and somebody else's, and nothing is said
 * of them.
 *
 * @param document what the words say, as one document; null if none says anything
 * @param url where more is to be fetched from, as it was written; null if nowhere
 */
public record KernelCommandLine(@Nullable SourceText document, @Nullable String url) {
  /** How messages call it. */
  public static final String NAME = "kernel command line";

  /**
   * What a kernel takes at most, with a boot configuration (XBC_DATA_MAX); without, it is 2 KiB.
   */
  public static final int MAX_BYTES = 32 * 1024;

  /** Words of configuration; more do not fit into what kernels take, unless they say nothing. */
  static final int MAX_WORDS = 512;

  /** Keys of the top that a word of the command line may begin with. */
  public static final List<String> KEYS =
      List.of(
          "bundles",
          "config_url",
          "content",
          "extensions",
          "grub_options",
          "health",
          "hostname",
          "install",
          "k0s",
          "k0s-worker",
          "k3s",
          "k3s-agent",
          "kcrypt",
          "logs",
          "p2p",
          "persistent",
          "phonehome",
          "recovery",
          "reset",
          "runcmd",
          "site",
          "ssh_authorized_keys",
          "stages",
          "trust",
          "upgrade",
          "users",
          "windows",
          "withdrawn",
          "write_files");

  private static final String URL_KEY = "config_url";
  private static final String OWN = "kairos.config=";
  private static final String OWN_URL = "kairos.config_url=";
  private static final String OLD = "cos.setup=";

  /**
   * Reads the line of a running kernel.
   *
   * @param file /proc/cmdline but in tests; if it is not there, nothing is said
   * @param problems takes what is wrong
   */
  public static KernelCommandLine load(Path file, Problems problems) {
    try (InputStream stream = Files.newInputStream(file)) {
      byte[] bytes = stream.readNBytes(MAX_BYTES + 1);
      return read(new String(bytes, StandardCharsets.UTF_8), KEYS, problems);
    } catch (IOException e) {
      if (Files.exists(file)) {
        problems.add(Place.startOf(NAME), file + " cannot be read: " + e.getMessage());
      }
      return new KernelCommandLine(null, null);
    }
  }

  /**
   * Reads a line.
   *
   * @param keys of the top level that make a word configuration
   * @param problems takes what is wrong with such a word, with its column; what is right counts
   */
  public static KernelCommandLine read(String line, Collection<String> keys, Problems problems) {
    if (line.length() > MAX_BYTES) {
      problems.add(
          Place.startOf(NAME), "it has more than " + MAX_BYTES + " bytes, and is not read at all");
      return new KernelCommandLine(null, null);
    }
    List<CommandLineWords.Word> words = CommandLineWords.of(NAME, line, problems);
    DottedTree tree = new DottedTree();
    int count = 0;
    // As in Kairos its own words count over those that only look like configuration.
    for (boolean own : new boolean[] {false, true}) {
      for (CommandLineWords.Word word : words) {
        String assignment = own ? ownAssignment(word.text()) : assignment(word.text(), keys);
        if (assignment != null && ++count <= MAX_WORDS) {
          put(tree, assignment, word.place(), problems);
        }
      }
    }
    if (count > MAX_WORDS) {
      problems.add(
          Place.startOf(NAME), "it has more than " + MAX_WORDS + " words of configuration");
    }
    String gap = tree.gap("");
    if (gap != null) {
      problems.add(Place.startOf(NAME), Quoted.of(gap) + " is not set, but a later place is");
    }
    String url = tree.take(URL_KEY);
    SourceText document =
        tree.isEmpty()
            ? null
            : new SourceText(Origin.COMMAND_LINE, NAME, "#cloud-config\n" + tree.yaml());
    return new KernelCommandLine(document, url);
  }

  /** A word as it is, if its key is one of a configuration; null if it is the kernel's. */
  private static @Nullable String assignment(String word, Collection<String> keys) {
    if (ownAssignment(word) != null) {
      return null;
    }
    int equals = word.indexOf('=');
    String top = DottedKey.topOf(key(word, equals));
    return keys.contains(top) ? word : null;
  }

  /** What follows the prefixes that are Kairos's own; null for other words and empty ones. */
  private static @Nullable String ownAssignment(String word) {
    String payload = "";
    if (word.startsWith(OWN_URL)) {
      payload = word.substring(OWN_URL.length());
      return payload.isEmpty() ? null : URL_KEY + "=" + payload;
    }
    if (word.startsWith(OWN)) {
      payload = word.substring(OWN.length());
    } else if (word.startsWith(OLD)) {
      payload = word.substring(OLD.length());
      if (!payload.isEmpty() && payload.indexOf('=') < 0) {
        return URL_KEY + "=" + payload;
      }
    }
    return payload.isEmpty() ? null : payload;
  }

  private static void put(DottedTree tree, String word, Place place, Problems problems) {
    int equals = word.indexOf('=');
    String key = key(word, equals);
    // A key without a value is a switch that is on, as in Kairos.
    String value = equals < 0 ? "true" : unquoted(word.substring(equals + 1));
    try {
      if (value.indexOf('\0') >= 0) {
        throw new IllegalArgumentException("its value has a character of code 0");
      }
      tree.put(DottedKey.of(key), value);
    } catch (IllegalArgumentException e) {
      problems.add(place, Quoted.of(key) + " cannot be set: " + e.getMessage());
    }
  }

  /** A quote at the end may be one of a part; only one at the beginning is of the whole word. */
  private static String key(String word, int equals) {
    String key = equals < 0 ? word : word.substring(0, equals);
    return key.startsWith("\"") ? unquoted(key) : key;
  }

  /** Quotes that a boot loader put around what was already quoted. */
  private static String unquoted(String text) {
    int begin = 0;
    int end = text.length();
    while (begin < end && text.charAt(begin) == '"') {
      begin++;
    }
    while (end > begin && text.charAt(end - 1) == '"') {
      end--;
    }
    return text.substring(begin, end);
  }
}
