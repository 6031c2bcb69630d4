package io.holdfast.image.medium;

import io.holdfast.image.build.SecureBootSigner;
import io.holdfast.release.Version;
import io.holdfast.release.manifest.ReleaseName;
import io.holdfast.release.repository.Repository;
import io.holdfast.release.trust.TrustedKeys;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a medium is made from, and where it goes.
 *
 * @param repository where the release comes from
 * @param name of the release; null if the repository has only one
 * @param version null for the newest
 * @param trusted whose signature it must have, now and when it is installed
 * @param setup how it comes to know what the node is to be
 * @param commandJars all that the command is started from
 * @param signer for Secure Boot; null to leave the kernel image unsigned
 * @param target the file to be made
 * @param mayReplace whether a file that is there may be lost
 */
public record MediumRequest(
    Repository repository,
    @Nullable ReleaseName name,
    @Nullable Version version,
    TrustedKeys trusted,
    NodeSetup setup,
    List<Path> commandJars,
    @Nullable SecureBootSigner signer,
    Path target,
    boolean mayReplace) {
  /** Copies. */
  public MediumRequest {
    commandJars = List.copyOf(commandJars);
    if (commandJars.isEmpty()) {
      throw new IllegalArgumentException("a medium needs the jars of the command");
    }
  }
}
