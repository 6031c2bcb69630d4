package io.holdfast.release.tuf.signing;

import io.holdfast.release.content.ChannelName;
import io.holdfast.release.repository.SignedStatements;
import io.holdfast.release.tuf.Delegation;
import io.holdfast.release.tuf.PathRule;
import io.holdfast.release.tuf.Signers;
import java.util.List;

/**
 * The roles to which a repository of Holdfast delegates, and for what each may speak. Stateless.
 */
final class RoleName {
  /** Speaks for releases. */
  static final String RELEASES = "releases";

  /** Speaks for extensions. */
  static final String EXTENSIONS = "extensions";

  /** Speaks for advisories, and says what is withdrawn. */
  static final String ADVISORIES = SignedStatements.ADVISORIES;

  private RoleName() {}

  /** The one that speaks for a channel. */
  static String of(ChannelName channel) {
    return channel.isExtension() ? EXTENSIONS : "content." + channel;
  }

  static Delegation delegation(String role, Signers signers) {
    String pattern =
        switch (role) {
          case RELEASES -> "releases/*";
          case EXTENSIONS -> "content/sysext.*/*";
          case ADVISORIES -> "advisories/*";
          default -> role.replaceFirst("^content\\.", "content/") + "/*";
        };
    // Nobody else may speak for these: what is not found here is not there.
    return new Delegation(role, signers, new PathRule.Patterns(List.of(pattern)), true);
  }
}
