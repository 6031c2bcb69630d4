package io.holdfast.config.policy;

import io.holdfast.config.yaml.Quoted;
import io.holdfast.config.yaml.YamlMapping;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a node learns what is withdrawn, how often, and what it does if there is no way off it.
 *
 * @param from a repository: an http(s) URL, or a folder by its whole path; at most {@link
 *     #MAX_FROM} visible characters
 * @param every from {@link #LEAST} to {@link #MOST}, whole seconds
 * @param then what is done where there is no way
 */
public record WithdrawnSource(String from, Duration every, Containment then) {
  /** What a queue can name. */
  public static final int MAX_FROM = 400;

  /** A fleet that asks more often is a load, and metadata is not signed so often. */
  public static final Duration LEAST = Duration.ofMinutes(1);

  /** Who asks less often may as well not ask. */
  public static final Duration MOST = Duration.ofDays(30);

  /** Where nothing is said. */
  public static final Duration DEFAULT_EVERY = Duration.ofHours(6);

  /** A regular expression of ECMA-262 for what {@link #demandFrom} takes. */
  public static final String FROM_PATTERN = "(https?://[^\\s/]|/)[!-~]{0,390}";

  /** Checks. */
  public WithdrawnSource {
    demandFrom(from);
    if (every.compareTo(LEAST) < 0 || every.compareTo(MOST) > 0) {
      throw new IllegalArgumentException("a node looks every minute to every 30 days");
    }
    every = Duration.ofSeconds(every.toSeconds());
  }

  /**
   * Reads a mapping of {@code from}, {@code every} and {@code then}, onto what files before it say;
   * empty with a problem.
   *
   * @param before null if none says anything
   */
  public static Optional<WithdrawnSource> read(
      YamlMapping mapping, @Nullable WithdrawnSource before) {
    return mapping.read(keys -> reading(keys, before));
  }

  private static WithdrawnSource reading(YamlMapping mapping, @Nullable WithdrawnSource before) {
    mapping.allowOnly("from", "every", "then");
    String from =
        (before != null && !mapping.has("from")
                ? Optional.of(before.from)
                : mapping.demandParsed("from", WithdrawnSource::demandFrom))
            .orElse("");
    Duration every = mapping.duration("every", before == null ? DEFAULT_EVERY : before.every);
    if (every.compareTo(LEAST) < 0 || every.compareTo(MOST) > 0) {
      mapping.problemWith("every", "must be from 1m to 720h");
    }
    Containment then =
        mapping
            .parsed("then", Containment::parse)
            .orElse(before == null ? Containment.KEEP : before.then);
    return new WithdrawnSource(from, every, then);
  }

  /**
   * The text, which names a repository.
   *
   * @throws IllegalArgumentException if it does not
   */
  public static String demandFrom(String text) {
    boolean isVisible =
        text.length() <= MAX_FROM && text.chars().allMatch(c -> c > ' ' && c < 0x7F);
    if (!isVisible || !text.matches(FROM_PATTERN)) {
      throw new IllegalArgumentException(
          Quoted.of(text)
              + " names no repository: begin it with https://, or with / for a folder, and use at"
              + " most 390 visible characters");
    }
    return text;
  }
}
