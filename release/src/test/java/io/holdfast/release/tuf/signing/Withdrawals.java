package io.holdfast.release.tuf.signing;

import io.holdfast.release.Version;
import io.holdfast.release.admission.Withdrawn;
import io.holdfast.release.admission.Withdrawn.Kind;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.manifest.ReleaseName;
import io.holdfast.release.repository.Repository;
import java.nio.file.Path;
import java.time.Instant;

/** What is withdrawn in tests. */
final class Withdrawals {
  private Withdrawals() {}

  static Withdrawn of(Path repo, ChannelName channel, Version version, Instant since)
      throws Exception {
    return new Withdrawn(
        Kind.CONTENT,
        channel.text(),
        version,
        Repository.at(repo.toString()).content(channel, version).digest(),
        "It crashes",
        "ADV-1",
        since);
  }

  static Withdrawn of(Path repo, ReleaseName name, Version version, Instant since)
      throws Exception {
    return new Withdrawn(
        Kind.RELEASE,
        name.text(),
        version,
        Repository.at(repo.toString()).manifest(name, version).digest(),
        "xz 5.6.1 has a back door",
        "CVE-2024-3094",
        since);
  }
}
