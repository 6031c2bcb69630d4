package io.holdfast.node.trial;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** One line of a node's history. Instants are cut to milliseconds; evidence 0 means none. */
public sealed interface Outcome {

  /** When it was recorded, by the node's clock, which nobody vouches for. */
  Instant at();

  /** A trial succeeded; the generation is the last known good since. */
  record Committed(Instant at, Generation generation) implements Outcome {
    /** Cuts the instant. */
    public Committed {
      at = at.truncatedTo(ChronoUnit.MILLIS);
    }
  }

  /** A trial ended with the old generation. */
  record Reverted(Instant at, Generation generation, RevertReason reason, int evidence)
      implements Outcome {
    /** Cuts the instant. */
    public Reverted {
      at = at.truncatedTo(ChronoUnit.MILLIS);
    }
  }

  /** A try ended without a trace, and another one is due. */
  record Died(Instant at, Generation generation, int triesLeft, int evidence) implements Outcome {
    /** Cuts the instant. */
    public Died {
      at = at.truncatedTo(ChronoUnit.MILLIS);
    }
  }

  /** Blocks of a slot do not match their verity tree any more. */
  record Damaged(Instant at, Slot slot, ReleaseRef release, String why, int evidence)
      implements Outcome {
    /** Cuts the instant and the text. */
    public Damaged {
      at = at.truncatedTo(ChronoUnit.MILLIS);
      why = Excerpt.of(why);
    }
  }

  /** The last known good was damaged; an older committed generation took its place. */
  record FellBack(Instant at, Generation from, Generation to, int evidence) implements Outcome {
    /** Cuts the instant. */
    public FellBack {
      at = at.truncatedTo(ChronoUnit.MILLIS);
    }
  }
}
