package io.holdfast.lab.drill.march;

import io.holdfast.lab.drill.march.March2024.Built;
import java.util.stream.Collectors;

/** What those are told whose nodes do not follow by themselves. Stateless. */
final class Guidance {
  private Guidance() {}

  /** The text. */
  static String text() {
    String bad =
        March2024.published().stream()
            .filter(Built::isBad)
            .map(each -> each + " (xz-utils " + each.xz() + ")")
            .collect(Collectors.joining(", "));
    return """
        %1$s: a back door in xz-utils 5.6.0 and 5.6.1.
        Affected: %2$s. No other release is.

        1. Look what a node runs and holds: holdfast status. What is withdrawn is marked there.
        2. A node that runs an affected till: holdfast upgrade --from REPO --version %3$s
        3. A node that runs an affected kiosk: holdfast revert, which goes to %4$s.
        4. Once it runs another release: holdfast upgrade --recovery --from REPO, and holdfast follow
           --from REPO, which gives up what a node only keeps. Make media anew.
        5. Treat whatever secret an affected node had as known to others, if it could be reached.
        """
        .formatted(March2024.ADVISORY, bad, March2024.CLEAN_TILL.version(), March2024.OLD_KIOSK);
  }
}
