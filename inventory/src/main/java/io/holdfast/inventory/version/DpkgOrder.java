package io.holdfast.inventory.version;

/**
 * Versions of Debian's packages: {@code [epoch:]upstream[-revision]} (deb-version(7), "Sorting
 * algorithm"). Stateless.
 */
final class DpkgOrder implements VersionOrder.Rules {
  /** More digits cannot be an epoch: dpkg holds it in a signed number of 32 bits. */
  private static final int MAX_EPOCH_DIGITS = 9;

  /**
   * What deb-version(7) allows. That the upstream version begins with a digit is left out, as dpkg
   * only warns of it.
   */
  @Override
  public boolean accept(String text) {
    int colon = text.indexOf(':');
    String epoch = text.substring(0, Math.max(colon, 0));
    String rest = text.substring(colon + 1);
    int hyphen = rest.lastIndexOf('-');
    String upstream = hyphen < 0 ? rest : rest.substring(0, hyphen);
    String revision = hyphen < 0 ? "0" : rest.substring(hyphen + 1);
    return (colon < 0 || isEpoch(epoch))
        && !upstream.isEmpty()
        && !revision.isEmpty()
        && Scan.all(upstream, c -> isOfRevision(c) || c == '-' || c == ':')
        && Scan.all(revision, DpkgOrder::isOfRevision);
  }

  private static boolean isEpoch(String text) {
    return !text.isEmpty() && text.length() <= MAX_EPOCH_DIGITS && Scan.all(text, Scan::isDigit);
  }

  private static boolean isOfRevision(int c) {
    return Scan.isLetterOrDigit(c) || c == '.' || c == '+' || c == '~';
  }

  @Override
  public int compare(String one, String other) {
    EpochVersionRevision first = EpochVersionRevision.of(one);
    EpochVersionRevision second = EpochVersionRevision.of(other);
    int byEpoch = Scan.compareNumbers(first.epoch(), second.epoch());
    if (byEpoch != 0) {
      return byEpoch;
    }
    int byUpstream = compareParts(first.version(), second.version());
    return byUpstream != 0 ? byUpstream : compareParts(first.revision(), second.revision());
  }

  /** Runs of other characters and of digits in turn, until one differs. */
  private static int compareParts(String one, String other) {
    Scan first = new Scan(one);
    Scan second = new Scan(other);
    while (!first.ended() || !second.ended()) {
      int byText =
          compareTexts(first.take(c -> !Scan.isDigit(c)), second.take(c -> !Scan.isDigit(c)));
      if (byText != 0) {
        return byText;
      }
      int byNumber = Scan.compareNumbers(first.take(Scan::isDigit), second.take(Scan::isDigit));
      if (byNumber != 0) {
        return byNumber;
      }
    }
    return 0;
  }

  private static int compareTexts(String one, String other) {
    for (int i = 0; i < Math.max(one.length(), other.length()); i++) {
      int byWeight = Integer.compare(weight(one, i), weight(other, i));
      if (byWeight != 0) {
        return byWeight;
      }
    }
    return 0;
  }

  /** A tilde is before the end, the end before letters, and letters before all else. */
  private static int weight(String text, int at) {
    if (at >= text.length()) {
      return 0;
    }
    char c = text.charAt(at);
    if (c == '~') {
      return -1;
    }
    return Scan.isLetter(c) ? c : c + Character.MAX_VALUE;
  }
}
