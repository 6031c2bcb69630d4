package io.holdfast.node.trial;

/** Why a trial reverts. */
public sealed interface RevertReason {

  /** For an operator, one line without a full stop. */
  String words();

  /** True if the release is barred on this node, for it failed here. */
  default boolean bars() {
    return true;
  }

  /**
   * It failed, and evidence says how.
   *
   * @param end one that is explained
   */
  record Failed(PreviousEnd end) implements RevertReason {
    /** Checks that there is an explanation. */
    public Failed {
      if (!end.isExplained()) {
        throw new IllegalArgumentException(
            "an end without a trace counts tries; it explains nothing");
      }
    }

    @Override
    public String words() {
      return end.words();
    }
  }

  /** Its last try ended without a trace, as those before did. */
  record DiedWithoutTrace(int times) implements RevertReason {
    /** Checks the count. */
    public DiedWithoutTrace {
      demandPositive(times);
    }

    @Override
    public String words() {
      return "it died " + times + (times == 1 ? " time" : " times") + " without a trace";
    }
  }

  /** The switch was made and the machine restarted so often, and another generation came up. */
  record NeverChosen(int attempts) implements RevertReason {
    /** Checks the count. */
    public NeverChosen {
      demandPositive(attempts);
    }

    @Override
    public String words() {
      return "the loader never chose it in " + attempts + " attempts";
    }
  }

  /** A person asked for it; says nothing against the release. */
  record ByPerson() implements RevertReason {
    @Override
    public String words() {
      return "a person asked for it";
    }

    @Override
    public boolean bars() {
      return false;
    }
  }

  /** What it was to follow was given up, damaged or crashing; says nothing against it. */
  record Overtaken() implements RevertReason {
    @Override
    public String words() {
      return "what it was to follow was given up";
    }

    @Override
    public boolean bars() {
      return false;
    }
  }

  private static void demandPositive(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("a count of failures must be at least 1, not " + count);
    }
  }
}
