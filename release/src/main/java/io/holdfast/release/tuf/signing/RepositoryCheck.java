package io.holdfast.release.tuf.signing;

import io.holdfast.host.Progress;
import io.holdfast.release.admission.Statements;
import io.holdfast.release.repository.RepositoryFetcher;
import io.holdfast.release.repository.SignedStatements;
import io.holdfast.release.tuf.FileNames;
import io.holdfast.release.tuf.MetadataRefusedException;
import io.holdfast.release.tuf.MetadataRefusedException.Reason;
import io.holdfast.release.tuf.TargetFile;
import io.holdfast.release.tuf.client.Fetcher;
import java.io.IOException;
import java.time.Instant;

/** Whether a repository's metadata is whole, and its targets are those that it names. Stateless. */
public final class RepositoryCheck {
  /** A target is a manifest or a list; both are small. */
  private static final int MAX_TARGET_BYTES = Statements.MAX_BYTES;

  /** A line for so many targets. */
  private static final int TOLD = 500;

  private RepositoryCheck() {}

  /**
   * What was found.
   *
   * @param expires when the first of the metadata does
   */
  public record Result(int roles, int targets, Instant expires) {}

  /**
   * Checks everything at the moment of the repository's {@code now}.
   *
   * @throws MetadataRefusedException at the first thing that is not as it must be
   */
  public static Result of(SignedRepository repository)
      throws IOException, MetadataRefusedException {
    return of(repository, Progress.SILENT);
  }

  /** The same, for a person who waits. */
  public static Result of(SignedRepository repository, Progress progress)
      throws IOException, MetadataRefusedException {
    RepositoryFetcher files =
        RepositoryFetcher.at(repository.folder().resolve(SignedStatements.TARGETS).toString());
    progress.step("verify the metadata");
    Holdings holdings =
        Holdings.read(
            RepositoryFetcher.at(repository.folder().resolve(SignedStatements.METADATA).toString()),
            repository.now());
    Statements statements = repository.statements(holdings);
    Instant expires = earlier(holdings.trusted().root().expires(), holdings.top().expires());
    expires = earlier(expires, holdings.snapshot().expires());
    expires = earlier(expires, holdings.timestamp().expires());
    int targets = 0;
    for (Holdings.Delegated each : holdings.delegated().values()) {
      expires = earlier(expires, each.targets().expires());
      for (TargetFile target : each.targets().targets().values()) {
        if (targets++ % TOLD == 0) {
          progress.step("verify targets of " + each.delegation().role() + ", from " + targets);
        }
        // The manifest of what is withdrawn may have been removed.
        if (Drafting.withdrawn(statements, target) == null) {
          demand(files, target);
        }
      }
    }
    return new Result(holdings.delegated().size(), targets, expires);
  }

  /** The bytes of a target, which must be those that the metadata names. */
  static byte[] demand(Fetcher files, TargetFile target)
      throws IOException, MetadataRefusedException {
    String path = FileNames.target(target, true);
    byte[] bytes = files.fetch(path, MAX_TARGET_BYTES);
    if (bytes == null || bytes.length != target.length() || !target.hashes().match(bytes)) {
      throw new MetadataRefusedException(
          bytes == null ? Reason.MISSING : Reason.MISMATCH,
          files.describe()
              + (bytes == null ? " has no " : " has other bytes than its metadata says in ")
              + path
              + ". Publish it there again, or copy it from another mirror.");
    }
    return bytes;
  }

  private static Instant earlier(Instant left, Instant right) {
    return left.isBefore(right) ? left : right;
  }
}
