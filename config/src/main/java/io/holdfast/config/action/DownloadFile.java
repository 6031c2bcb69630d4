package io.holdfast.config.action;

import io.holdfast.config.yaml.Place;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A file that is fetched.
 *
 * @param source what to fetch
 * @param mode permission bits, from 0 to 07777
 * @param digest SHA-256 in 64 lower-case hexadecimal digits that it must have; null for any
 * @param limit how long it may take
 */
public record DownloadFile(
    TargetPath path,
    SourceAddress source,
    int mode,
    Ownership owner,
    @Nullable String digest,
    Duration limit,
    Place place)
    implements Action {
  /** Where no limit is declared: what takes longer would hold up a boot for too long. */
  public static final Duration USUAL_LIMIT = Duration.ofMinutes(10);

  private static final int DIGEST_DIGITS = 64;

  /** Checks the digest. */
  public DownloadFile {
    if (digest != null
        && (digest.length() != DIGEST_DIGITS
            || !digest.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f')))) {
      throw new IllegalArgumentException(
          "a digest is 'sha256:' and 64 hexadecimal digits in small letters");
    }
  }

  @Override
  public String describe() {
    return "download " + source + " to " + path;
  }
}
