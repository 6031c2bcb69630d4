package io.holdfast.inventory.version;

/**
 * Versions of rpm's packages: {@code [epoch:]version[-release]}, each part compared as
 * rpm-version(7) says it ({@code rpmvercmp}). A version without a release is older than the same
 * with any. Stateless.
 */
final class RpmOrder implements VersionOrder.Rules {
  /** rpm holds an epoch in an unsigned number of 32 bits. */
  private static final int MAX_EPOCH_DIGITS = 10;

  /** rpm refuses more when it builds, but compares whatever it meets: printable ASCII is enough. */
  @Override
  public boolean accept(String text) {
    int colon = text.indexOf(':');
    String epoch = text.substring(0, Math.max(colon, 0));
    String rest = text.substring(colon + 1);
    int hyphen = rest.lastIndexOf('-');
    String version = hyphen < 0 ? rest : rest.substring(0, hyphen);
    return (colon < 0 || isEpoch(epoch))
        && version.chars().anyMatch(Scan::isLetterOrDigit)
        && (hyphen < 0 || rest.substring(hyphen + 1).chars().anyMatch(Scan::isLetterOrDigit))
        && Scan.all(rest, c -> c > ' ' && c <= '~' && c != ':');
  }

  private static boolean isEpoch(String text) {
    return !text.isEmpty() && text.length() <= MAX_EPOCH_DIGITS && Scan.all(text, Scan::isDigit);
  }

  @Override
  public int compare(String one, String other) {
    EpochVersionRevision first = EpochVersionRevision.of(one);
    EpochVersionRevision second = EpochVersionRevision.of(other);
    int byEpoch = Scan.compareNumbers(first.epoch(), second.epoch());
    if (byEpoch != 0) {
      return byEpoch;
    }
    int byVersion = compareParts(first.version(), second.version());
    if (byVersion != 0) {
      return byVersion;
    }
    String release = first.revision();
    String otherRelease = second.revision();
    return release.isEmpty() || otherRelease.isEmpty()
        ? Boolean.compare(!release.isEmpty(), !otherRelease.isEmpty())
        : compareParts(release, otherRelease);
  }

  /** Segments of digits or letters, carets and tildes; whatever else there is only parts them. */
  private static int compareParts(String one, String other) {
    Scan first = new Scan(one);
    Scan second = new Scan(other);
    while (true) {
      Kind kind = Kind.next(first);
      int byKind = kind.compareTo(Kind.next(second));
      if (byKind != 0 || kind == Kind.END) {
        return byKind;
      }
      int bySegment =
          switch (kind) {
            case NUMBER ->
                Scan.compareNumbers(first.take(Scan::isDigit), second.take(Scan::isDigit));
            case WORD -> first.take(Scan::isLetter).compareTo(second.take(Scan::isLetter));
            default -> {
              first.skip();
              second.skip();
              yield 0;
            }
          };
      if (bySegment != 0) {
        return bySegment;
      }
    }
  }

  /** What a version goes on with, from the oldest to the newest. */
  private enum Kind {
    TILDE,
    END,
    CARET,
    WORD,
    NUMBER;

    static Kind next(Scan scan) {
      scan.take(c -> !Scan.isLetterOrDigit(c) && c != '~' && c != '^');
      if (scan.ended()) {
        return END;
      }
      char c = scan.next();
      if (Scan.isDigit(c)) {
        return NUMBER;
      }
      return c == '~' ? TILDE : c == '^' ? CARET : WORD;
    }
  }
}
