package io.holdfast.node.loader;

import io.holdfast.host.DurableFile;
import io.holdfast.node.trial.Booted;
import io.holdfast.node.trial.EntryChange;
import io.holdfast.node.trial.EntryState;
import io.holdfast.release.Digest;
import io.holdfast.release.layout.DiskLayout;
import io.holdfast.release.layout.LoaderEntry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The EFI system partition's files, where it is mounted. Each change is one file written beside and
 * renamed, renamed, or deleted, and flushed.
 *
 * @param folder where it is mounted
 */
public record EspFolder(Path folder) {
  /** Ending of a file that is not whole yet. */
  public static final String NEW = ".new";

  private static final int MAX_ENTRY_BYTES = 4096;

  /** The state of every generation's entry there is. */
  public Map<Integer, EntryState> entries() throws IOException {
    Map<Integer, EntryState> entries = new HashMap<>();
    for (Path file : list(folder.resolve(DiskLayout.ENTRY_FOLDER))) {
      String name = String.valueOf(file.getFileName());
      if (LoaderVariables.bootedFrom(name) instanceof Booted.ByEntry(int number)) {
        LoaderEntry names = names(number);
        EntryState state =
            name.equals(names.settledName())
                ? EntryState.SETTLED
                : name.equals(names.untriedName()) ? EntryState.UNTRIED : EntryState.TRIED;
        // A rename that power cut short may leave two names: the one that permits less counts.
        entries.merge(number, state, EspFolder::stricter);
      }
    }
    return entries;
  }

  /**
   * Makes one change.
   *
   * @param entry of the generation, for its text
   */
  public void apply(EntryChange change, LoaderEntry entry) throws IOException {
    Path entries = folder.resolve(DiskLayout.ENTRY_FOLDER);
    if (change.to() == EntryState.ABSENT) {
      for (String name : List.of(entry.untriedName(), entry.triedName(), entry.settledName())) {
        DurableFile.delete(entries.resolve(name));
      }
      return;
    }
    Path wanted = entries.resolve(name(entry, change.to()));
    Path present = entries.resolve(name(entry, change.from()));
    if (change.from() == EntryState.ABSENT || !Files.exists(present)) {
      DurableFile.replace(wanted, entry.text());
    } else {
      DurableFile.moveInto(present, wanted);
    }
    for (EntryState other : EntryState.values()) {
      if (other != EntryState.ABSENT && other != change.to()) {
        DurableFile.delete(entries.resolve(name(entry, other)));
      }
    }
  }

  /** Lets the loader start recovery. */
  public void putRecovery(LoaderEntry entry) throws IOException {
    DurableFile.replace(
        folder.resolve(DiskLayout.ENTRY_FOLDER).resolve(entry.settledName()), entry.text());
  }

  /** The loader starts no recovery until there is one again. */
  public void dropRecovery() throws IOException {
    DurableFile.delete(
        folder.resolve(DiskLayout.ENTRY_FOLDER).resolve(LoaderEntry.RECOVERY_ID + ".conf"));
  }

  /** True if a whole image of this digest is there. */
  public boolean holdsUki(Digest uki) throws IOException {
    Path file = folder.resolve(DiskLayout.ukiPath(uki));
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream stream = Files.newInputStream(file)) {
      return Digest.of(stream).equals(uki);
    }
  }

  /**
   * Deletes images that no entry names and that are not to be kept. One that is being written to be
   * kept is left, too.
   */
  public void dropUkisExcept(Set<Digest> kept) throws IOException {
    Set<String> named = new HashSet<>();
    kept.forEach(uki -> named.add(DiskLayout.ukiPath(uki)));
    for (Path entry : list(folder.resolve(DiskLayout.ENTRY_FOLDER))) {
      if (Files.size(entry) <= MAX_ENTRY_BYTES) {
        for (String line : Files.readAllLines(entry)) {
          if (line.startsWith("efi /")) {
            named.add(line.substring("efi /".length()).strip());
          }
        }
      }
    }
    for (Path image : list(folder.resolve(DiskLayout.UKI_FOLDER))) {
      String name = String.valueOf(image.getFileName());
      String whole = name.endsWith(NEW) ? name.substring(0, name.length() - NEW.length()) : name;
      if (!named.contains(DiskLayout.UKI_FOLDER + "/" + whole)) {
        DurableFile.delete(image);
      }
    }
  }

  /** An entry by which the names of a generation's files can be asked. */
  private static LoaderEntry names(int number) {
    return LoaderEntry.ofGeneration(number, "names", new Digest("0".repeat(64)));
  }

  private static String name(LoaderEntry entry, EntryState state) {
    return switch (state) {
      case UNTRIED -> entry.untriedName();
      case TRIED -> entry.triedName();
      case SETTLED, ABSENT -> entry.settledName();
    };
  }

  private static EntryState stricter(EntryState one, EntryState other) {
    if (one == EntryState.TRIED || other == EntryState.TRIED) {
      return EntryState.TRIED;
    }
    return one == EntryState.UNTRIED ? one : other;
  }

  private static List<Path> list(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
