package io.holdfast.node.evidence;

import io.holdfast.host.DurableFile;
import io.holdfast.release.json.JsonException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * The folder in which a node keeps its evidence: {@code N.json} and {@code N.txt} for each, and
 * {@code last}, the highest number ever given out. Every write is durable. For one writer at a
 * time; readers may come at any moment.
 *
 * <p>A trial's evidence is written in two steps, so that a machine that dies in between writes it
 * again under the same number: {@link #allotNumber}, which the caller notes in the node's state,
 * then {@link #keep}.
 */
public final class EvidenceFolder {
  /** Months of failed trials of an ordinary node, in about a megabyte. */
  public static final int MAX_KEPT = 16;

  /** A folder with more names than this is not ours to tidy. */
  private static final int MAX_NAMES = 1000;

  private static final String LAST = "last";
  private static final String JSON = ".json";
  private static final String TEXT = ".txt";

  private final Path folder;

  /** The folder need not exist yet. */
  public EvidenceFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Gives out a number that was never given out before, even if the power fails at once or the
   * evidence with the highest number was removed.
   *
   * @throws IOException if it cannot be made durable
   */
  public int allotNumber() throws IOException {
    makeFolder();
    int number = highest() + 1;
    DurableFile.replace(folder.resolve(LAST), number + "\n");
    return number;
  }

  /**
   * Writes evidence, over what has the same number, and removes the oldest above {@link #MAX_KEPT}.
   *
   * @throws IOException if it cannot be made durable; what was kept before is untouched
   */
  public void keep(Evidence evidence) throws IOException {
    makeFolder();
    if (evidence.number() > highest()) {
      DurableFile.replace(folder.resolve(LAST), evidence.number() + "\n");
    }
    DurableFile.replace(file(evidence.number(), TEXT), EvidenceFormat.text(evidence));
    // Last, because evidence counts as kept when this file is there.
    DurableFile.replace(file(evidence.number(), JSON), EvidenceFormat.json(evidence));
    NavigableSet<Integer> all = names(JSON);
    all.addAll(names(TEXT));
    while (all.size() > MAX_KEPT) {
      int oldest = all.removeFirst();
      DurableFile.delete(file(oldest, JSON));
      DurableFile.delete(file(oldest, TEXT));
    }
  }

  /** The numbers of what is kept, ascending; empty if there is no folder yet. */
  public List<Integer> numbers() throws IOException {
    return List.copyOf(names(JSON));
  }

  /**
   * Reads one.
   *
   * @throws EvidenceException if there is none of this number, or it is damaged
   */
  public Evidence read(int number) throws IOException {
    Path file = file(number, JSON);
    try {
      return EvidenceFormat.parse(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      throw new EvidenceException(
          "There is no evidence " + number + " in " + folder + ". " + kept(), e);
    } catch (JsonException e) {
      throw new EvidenceException("Cannot read " + file + ": " + e.getMessage() + ". " + kept(), e);
    }
  }

  /** One for people, as it also stands in {@code N.txt}. Throws as {@link #read} does. */
  public String text(int number) throws IOException {
    return EvidenceFormat.text(read(number));
  }

  /** One for programs, as it stands in {@code N.json}. Throws as {@link #read} does. */
  public String json(int number) throws IOException {
    return EvidenceFormat.json(read(number));
  }

  private String kept() throws IOException {
    List<Integer> numbers = numbers();
    return numbers.isEmpty() ? "None is kept." : "Kept are: " + numbers + ".";
  }

  private Path file(int number, String ending) {
    return folder.resolve(number + ending);
  }

  private void makeFolder() throws IOException {
    if (!Files.isDirectory(folder)) {
      // Journal lines can hold what only root may read.
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Path parent = folder.toAbsolutePath().getParent();
      if (parent != null) {
        DurableFile.syncFolder(parent);
      }
    }
  }

  private int highest() throws IOException {
    NavigableSet<Integer> all = names(JSON);
    all.addAll(names(TEXT));
    all.add(0);
    try {
      all.add(numberIn(Files.readString(folder.resolve(LAST)).strip()));
    } catch (NoSuchFileException e) {
      // The first evidence of this node.
    }
    return all.last();
  }

  private NavigableSet<Integer> names(String ending) throws IOException {
    NavigableSet<Integer> numbers = new TreeSet<>();
    if (!Files.isDirectory(folder)) {
      return numbers;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      int seen = 0;
      for (Path entry : entries) {
        if (++seen > MAX_NAMES) {
          throw new EvidenceException(
              folder + " holds more than " + MAX_NAMES + " files; look what fills it.");
        }
        String name = String.valueOf(entry.getFileName());
        if (name.endsWith(ending)) {
          int number = numberIn(name.substring(0, name.length() - ending.length()));
          if (number > 0) {
            numbers.add(number);
          }
        }
      }
    }
    return numbers;
  }

  /** The number, or 0 for what is none: a stranger's file or a damaged one counts for nothing. */
  private static int numberIn(String text) {
    if (text.isEmpty() || text.length() > 9 || text.charAt(0) == '0') {
      return 0;
    }
    int number = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return 0;
      }
      number = number * 10 + (c - '0');
    }
    return number;
  }
}
