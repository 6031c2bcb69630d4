package io.holdfast.config.cloud;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a node in recovery may do.
 *
 * @param repairFrom a repository to take a repair from, beginning with {@code http://} or {@code
 *     https://}; null to wait for a medium alone
 */
public record RecoveryOptions(@Nullable String repairFrom) {
  /** Where nothing is declared. */
  public static final RecoveryOptions NONE = new RecoveryOptions(null);

  private static final int MAX_LENGTH = 400;

  /** Checks the address. */
  public RecoveryOptions {
    if (repairFrom != null && !isAddress(repairFrom)) {
      throw new IllegalArgumentException(
          "it must be the http or https address of a repository, of at most "
              + MAX_LENGTH
              + " characters");
    }
  }

  private static boolean isAddress(String text) {
    try {
      URI uri = new URI(text);
      String scheme = uri.getScheme();
      return text.length() <= MAX_LENGTH
          && scheme != null
          && scheme.toLowerCase(Locale.ROOT).matches("https?")
          && uri.getHost() != null;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
