package io.holdfast.node.vouching;

import io.holdfast.release.admission.Statements;
import io.holdfast.release.admission.Vouched;
import java.util.List;

/**
 * What a repository's metadata says to a node.
 *
 * @param seen what must not run
 * @param vouched what it vouches for, withdrawn or not; empty if no root is trusted here
 */
public record Said(Statements seen, List<Vouched> vouched) {
  /** Copies. */
  public Said {
    vouched = List.copyOf(vouched);
  }
}
