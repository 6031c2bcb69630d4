package io.holdfast.inventory;

import io.holdfast.release.Digest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What is in a release, an extension or content: its components and every file with its digest.
 * Immutable.
 *
 * @param subject what it is an inventory of
 * @param components in their own order
 * @param unowned files that belong to no component, by path
 */
public record Inventory(Subject subject, List<Component> components, List<FileEntry> unowned) {
  /**
   * Ten times the files of a large release; more is no inventory of a system that Holdfast starts.
   */
  public static final int MAX_FILES = 500_000;

  /** Ten times the packages of a large release. */
  public static final int MAX_COMPONENTS = 50_000;

  /** Sorts both. */
  public Inventory {
    components = components.stream().sorted(Component.ORDER).toList();
    unowned = sorted(unowned);
  }

  /**
   * What an inventory is of.
   *
   * @param name for example that of the release
   * @param version in the form of its kind
   * @param builtAt seconds since 1970, never the time of making the inventory: equal inputs give
   *     equal bytes
   */
  public record Subject(Kind kind, String name, String version, long builtAt) {
    /** What may have an inventory. */
    public enum Kind {
      /** A release. */
      RELEASE,
      /** A system extension. */
      EXTENSION,
      /** Content of a channel. */
      CONTENT
    }
  }

  /** All files, those of components first. */
  public long fileCount() {
    return unowned.size() + components.stream().mapToLong(each -> each.files().size()).sum();
  }

  /** Decided by all that is in it, however it is written. */
  public Digest digest() {
    MessageDigest hash = Digest.newHash();
    List<String> words = new ArrayList<>();
    words.add(subject.toString());
    add(hash, words);
    for (Component component : components) {
      add(hash, component.words());
      component.files().forEach(file -> add(hash, List.of(file.path(), file.digest().hex())));
    }
    unowned.forEach(file -> add(hash, List.of(file.path(), file.digest().hex())));
    return Digest.of(hash.digest(), 0);
  }

  static List<FileEntry> sorted(List<FileEntry> files) {
    return files.stream().sorted(Comparator.comparing(FileEntry::path)).toList();
  }

  /** With each word's length before it, so that no two lists of words run into the same bytes. */
  private static void add(MessageDigest hash, List<String> words) {
    for (String word : words) {
      byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
      hash.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
      hash.update(bytes);
    }
    hash.update((byte) '\n');
  }
}
