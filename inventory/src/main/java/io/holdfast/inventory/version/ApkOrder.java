package io.holdfast.inventory.version;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Versions of Alpine's packages: {@code number{.number}[letter]{_suffix[number]}[~hash][-rnumber]}
 * (apk-package(5), "Package version"). Stateless.
 */
final class ApkOrder implements VersionOrder.Rules {
  @Override
  public boolean accept(String text) {
    return read(text) != null;
  }

  @Override
  public int compare(String one, String other) {
    List<Piece> first = demand(one);
    List<Piece> second = demand(other);
    // Both end with the same piece, so that neither can be the begin of the other.
    for (int i = 0; i < Math.min(first.size(), second.size()); i++) {
      int byPiece = first.get(i).compareTo(second.get(i));
      if (byPiece != 0) {
        return byPiece;
      }
    }
    return 0;
  }

  private static List<Piece> demand(String text) {
    List<Piece> pieces = read(text);
    if (pieces == null) {
      throw new IllegalArgumentException("'" + text + "' is no version of an apk package");
    }
    return pieces;
  }

  /** Null if it is no version. */
  private static @Nullable List<Piece> read(String text) {
    Scan scan = new Scan(text);
    List<Piece> pieces = new ArrayList<>();
    boolean good = number(scan, Rank.FIRST_NUMBER, pieces);
    while (good && scan.take('.')) {
      good = number(scan, Rank.NUMBER, pieces);
    }
    if (scan.next() >= 'a' && scan.next() <= 'z') {
      pieces.add(new Piece(Rank.LETTER, String.valueOf(scan.next())));
      scan.skip();
    }
    while (good && scan.take('_')) {
      good = suffix(scan, pieces);
    }
    if (good && scan.take('~')) {
      String hash = scan.take(c -> Scan.isDigit(c) || (c >= 'a' && c <= 'f'));
      good = !hash.isEmpty();
      pieces.add(new Piece(Rank.HASH, hash));
    }
    if (good && scan.take('-')) {
      good = scan.take('r') && number(scan, Rank.REVISION, pieces);
    }
    pieces.add(new Piece(Rank.END, ""));
    return good && scan.ended() ? pieces : null;
  }

  private static boolean number(Scan scan, Rank rank, List<Piece> pieces) {
    String digits = scan.take(Scan::isDigit);
    pieces.add(new Piece(rank, digits));
    return !digits.isEmpty();
  }

  private static boolean suffix(Scan scan, List<Piece> pieces) {
    Rank rank = Rank.ofSuffix(scan.take(c -> c >= 'a' && c <= 'z'));
    if (rank == null) {
      return false;
    }
    pieces.add(new Piece(rank, ""));
    String digits = scan.take(Scan::isDigit);
    if (!digits.isEmpty()) {
      pieces.add(new Piece(Rank.SUFFIX_NUMBER, digits));
    }
    return true;
  }

  /** What a version goes on with, from the oldest to the newest. */
  private enum Rank {
    ALPHA,
    BETA,
    PRE,
    RC,
    END,
    REVISION,
    HASH,
    SUFFIX_NUMBER,
    CVS,
    SVN,
    GIT,
    HG,
    P,
    LETTER,
    NUMBER,
    FIRST_NUMBER;

    static @Nullable Rank ofSuffix(String word) {
      return switch (word) {
        case "alpha" -> ALPHA;
        case "beta" -> BETA;
        case "pre" -> PRE;
        case "rc" -> RC;
        case "cvs" -> CVS;
        case "svn" -> SVN;
        case "git" -> GIT;
        case "hg" -> HG;
        case "p" -> P;
        default -> null;
      };
    }
  }

  private record Piece(Rank rank, String text) implements Comparable<Piece> {
    @Override
    public int compareTo(Piece other) {
      int byRank = rank.compareTo(other.rank);
      if (byRank != 0) {
        return byRank;
      }
      return switch (rank) {
        // Behind a dot, a leading zero makes a decimal place of it: 1.02 is older than 1.1.
        case NUMBER ->
            text.startsWith("0") || other.text.startsWith("0")
                ? text.compareTo(other.text)
                : Scan.compareNumbers(text, other.text);
        case FIRST_NUMBER, SUFFIX_NUMBER, REVISION -> Scan.compareNumbers(text, other.text);
        default -> text.compareTo(other.text);
      };
    }
  }
}
