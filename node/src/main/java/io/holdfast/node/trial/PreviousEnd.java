package io.holdfast.node.trial;

/**
 * How a boot ended, as far as evidence tells. Texts come from a failed system: nobody vouches for
 * them, and they are cut to 400 characters.
 */
public sealed interface PreviousEnd {

  /** For an operator, one line without a full stop. */
  String words();

  /** True if there is a sign of why. */
  default boolean isExplained() {
    return true;
  }

  /** No sign of why; perhaps a power cut, or all was in order. It permits another try. */
  record Unexplained() implements PreviousEnd {
    @Override
    public boolean isExplained() {
      return false;
    }

    @Override
    public String words() {
      return "it ended without a trace";
    }
  }

  /**
   * No sign of why either, but it was over soon, see {@link BadEnds}, and not in order. Once it may
   * be a power cut. It permits another try.
   */
  record Lost() implements PreviousEnd {
    @Override
    public boolean isExplained() {
      return false;
    }

    @Override
    public String words() {
      return "it ended early, without a trace";
    }
  }

  /** The kernel left a crash record. */
  record Panic(String firstLine) implements PreviousEnd {
    /** Cuts the text. */
    public Panic {
      firstLine = Excerpt.of(firstLine);
    }

    @Override
    public String words() {
      return "the kernel panicked: " + firstLine;
    }
  }

  /** The hardware watchdog reset the machine. */
  record WatchdogReset() implements PreviousEnd {
    @Override
    public String words() {
      return "the machine froze and the watchdog reset it";
    }
  }

  /** The boot was not done in time. */
  record DeadlinePassed(String waitingFor) implements PreviousEnd {
    /** Cuts the text. */
    public DeadlinePassed {
      waitingFor = Excerpt.of(waitingFor);
    }

    @Override
    public String words() {
      return "the boot's deadline passed while waiting for " + waitingFor;
    }
  }

  /**
   * A block of the root did not match its verity tree, or the kernel image is not what was written.
   *
   * @param where for a kernel image it begins with {@link #KERNEL_IMAGE}
   */
  record VerityDamage(String where) implements PreviousEnd {
    /** How words about a kernel image begin. */
    public static final String KERNEL_IMAGE = "kernel image ";

    /** Cuts the text. */
    public VerityDamage {
      where = Excerpt.of(where);
    }

    @Override
    public String words() {
      return where.startsWith(KERNEL_IMAGE)
          ? "nothing could start its " + where
          : "verity refused a damaged block: " + where;
    }
  }

  /** The agent of that release could not be started. */
  record AgentCouldNotStart(String why) implements PreviousEnd {
    /** Cuts the text. */
    public AgentCouldNotStart {
      why = Excerpt.of(why);
    }

    @Override
    public String words() {
      return "the agent could not start: " + why;
    }
  }

  /** A required health check failed for good. */
  record CheckFailed(String name, String output) implements PreviousEnd {
    /** Cuts the texts. */
    public CheckFailed {
      name = Excerpt.of(name);
      output = Excerpt.of(output);
    }

    @Override
    public String words() {
      return "required health check " + name + " failed: " + output;
    }
  }
}
