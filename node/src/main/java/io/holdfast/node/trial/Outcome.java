package io.holdfast.node.trial;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** One line of a node's history. Instants are cut to milliseconds; evidence 0 means none. */
public sealed interface Outcome {

  /** When it was recorded, by the node's clock, which nobody vouches for. */
  Instant at();

  /** The generation whose trial ended with this, either way; null if it was no trial's end. */
  default @Nullable Generation endOfTrial() {
    return switch (this) {
      case Committed committed -> committed.generation();
      case Reverted reverted -> reverted.generation();
      case Died _,
          Damaged _,
          FellBack _,
          Crashed _,
          Suspected _,
          GaveUp _,
          VouchedFor _,
          NotTaken _ ->
          null;
    };
  }

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

  /** A boot of the last known good ended badly. */
  record Crashed(Instant at, Generation generation, PreviousEnd end, int evidence)
      implements Outcome {
    /** Cuts the instant; checks that there is something to say. */
    public Crashed {
      at = at.truncatedTo(ChronoUnit.MILLIS);
      if (end instanceof PreviousEnd.Unexplained) {
        throw new IllegalArgumentException("an end without a trace may have been in order");
      }
    }
  }

  /** So many boots of the last known good ended badly; the one before it took its place. */
  record Suspected(Instant at, Generation from, Generation to, int badEnds, int evidence)
      implements Outcome {
    /** Cuts the instant. */
    public Suspected {
      at = at.truncatedTo(ChronoUnit.MILLIS);
    }
  }

  /** So many boots of the last known good ended badly, and none is before it: recovery started. */
  record GaveUp(Instant at, Generation generation, int badEnds, int evidence) implements Outcome {
    /** Cuts the instant. */
    public GaveUp {
      at = at.truncatedTo(ChronoUnit.MILLIS);
    }
  }

  /** A person said that the last known good is good, whatever its boots came to. */
  record VouchedFor(Instant at, Generation generation) implements Outcome {
    /** Cuts the instant. */
    public VouchedFor {
      at = at.truncatedTo(ChronoUnit.MILLIS);
    }
  }

  /**
   * A change that waited was not taken.
   *
   * @param what name and version
   * @param why in one line
   */
  record NotTaken(Instant at, String what, String why) implements Outcome {
    /** Cuts the instant and the texts. */
    public NotTaken {
      at = at.truncatedTo(ChronoUnit.MILLIS);
      what = Excerpt.of(what);
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
