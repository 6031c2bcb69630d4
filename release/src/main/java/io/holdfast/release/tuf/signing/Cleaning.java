package io.holdfast.release.tuf.signing;

import io.holdfast.release.admission.Statements;
import io.holdfast.release.repository.Leftovers;
import io.holdfast.release.repository.Leftovers.Leftover;
import io.holdfast.release.repository.RepositoryWriter;
import io.holdfast.release.repository.SignedStatements;
import io.holdfast.release.tuf.FileNames;
import io.holdfast.release.tuf.MetadataRefusedException;
import io.holdfast.release.tuf.Snapshot;
import io.holdfast.release.tuf.TargetFile;
import io.holdfast.release.tuf.Targets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A repository without what is not needed any more: what no manifest names, what is withdrawn, and
 * metadata and targets of before. No key is needed, for no metadata changes. All roots stay, since
 * a client may be any number of them behind; and what was the newest within the last day stays,
 * since a client may be in the middle of it. A repository without metadata has nothing that is
 * withdrawn.
 */
public record Cleaning(SignedRepository repository) {
  /** Longer than the slowest client takes from the timestamp to the last target. */
  private static final Duration GRACE = Duration.ofDays(1);

  private static final Pattern VERSIONED = Pattern.compile("[1-9][0-9]{0,18}[.].+[.]json");
  private static final Pattern ROOT = Pattern.compile("[1-9][0-9]{0,18}[.]root[.]json");
  private static final Pattern HASHED = Pattern.compile("[0-9a-f]{64}[.].+");

  /** What can go. */
  private record Plan(Leftovers files, List<Leftover> signed) {
    List<Leftover> all() {
      List<Leftover> all = new ArrayList<>(files.all());
      all.addAll(signed);
      return all;
    }
  }

  /**
   * What would be removed.
   *
   * @throws MetadataRefusedException if the metadata cannot be believed: then nobody knows
   */
  public List<Leftover> plan() throws IOException, MetadataRefusedException {
    return look().all();
  }

  /**
   * Removes it.
   *
   * @return what was removed
   */
  public List<Leftover> clean() throws IOException, MetadataRefusedException {
    // Says that there is no repository before one is made.
    look();
    try (RepositoryWriter _ = RepositoryWriter.open(repository.folder())) {
      Landing.finish(repository.folder());
      Plan plan = look();
      plan.files().remove();
      for (Leftover each : plan.signed()) {
        Files.deleteIfExists(repository.folder().resolve(each.path()));
      }
      return plan.all();
    }
  }

  private Plan look() throws IOException, MetadataRefusedException {
    if (!Files.exists(repository.metadata().resolve("timestamp.json"))) {
      return new Plan(Leftovers.of(repository.folder(), _ -> false), List.of());
    }
    Holdings holdings = repository.holdings();
    Statements statements = repository.statements(holdings);
    List<Leftover> signed = new ArrayList<>();
    Set<String> needed = new HashSet<>();
    needed.add(FileNames.metadata(Snapshot.ROLE, holdings.snapshot().version()));
    needed.add(FileNames.metadata(Targets.ROLE, holdings.top().version()));
    for (Holdings.Delegated each : holdings.delegated().values()) {
      needed.add(FileNames.metadata(each.delegation().role(), each.targets().version()));
    }
    for (Path file : files(repository.metadata())) {
      String name = String.valueOf(file.getFileName());
      if (VERSIONED.matcher(name).matches()
          && !ROOT.matcher(name).matches()
          && !needed.contains(name)
          && isOld(file)) {
        signed.add(leftover(file));
      }
    }
    signed.addAll(targets(holdings, statements));
    return new Plan(
        Leftovers.of(repository.folder(), manifest -> statements.of(manifest) != null), signed);
  }

  private List<Leftover> targets(Holdings holdings, Statements statements) throws IOException {
    Path folder = repository.folder().resolve(SignedStatements.TARGETS);
    Set<Path> needed = new HashSet<>();
    Set<Path> withdrawn = new HashSet<>();
    for (Holdings.Delegated each : holdings.delegated().values()) {
      for (TargetFile target : each.targets().targets().values()) {
        Path file = folder.resolve(FileNames.target(target, true));
        boolean gone = Drafting.withdrawn(statements, target) != null;
        (gone ? withdrawn : needed).add(file);
      }
    }
    List<Leftover> left = new ArrayList<>();
    for (Path file : files(folder)) {
      boolean hashed = HASHED.matcher(String.valueOf(file.getFileName())).matches();
      if (withdrawn.contains(file) || (hashed && !needed.contains(file) && isOld(file))) {
        left.add(leftover(file));
      }
    }
    return left;
  }

  private Leftover leftover(Path file) throws IOException {
    return new Leftover(repository.folder().relativize(file).toString(), Files.size(file));
  }

  private boolean isOld(Path file) throws IOException {
    return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
        .toInstant()
        .isBefore(repository.now().minus(GRACE));
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .sorted()
          .toList();
    }
  }
}
