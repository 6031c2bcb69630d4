package io.holdfast.node.evidence;

import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import java.time.Instant;
import java.util.List;

/**
 * What a node knows of one failed trial. Everything that others wrote is made plain and cut to its
 * bound here, so that no evidence, however it came about, can grow or harm a terminal. Immutable.
 *
 * @param number counts the evidence of this node from 1 and is never used again
 * @param at when it was collected
 * @param release what was on trial
 * @param boot the boot that failed
 * @param reason why the trial ended, in one line
 * @param cause the same as a value
 * @param parts what the generation was made of
 * @param culprit what an operator must look at
 * @param checkOutput what the failed check printed; empty if no check failed
 * @param waitingJobs what systemd still waited for when the deadline came, one job a line
 * @param journal the failed boot's last journal lines, oldest first
 * @param kernelRecord what the dying kernel left, oldest line first; empty if it left nothing
 * @param site where the node stands, in a line; empty if nobody says
 */
public record Evidence(
    int number,
    Instant at,
    Release release,
    BootId boot,
    String reason,
    Cause cause,
    Parts parts,
    Culprit culprit,
    String checkOutput,
    List<String> waitingJobs,
    List<String> journal,
    String kernelRecord,
    String site) {

  /** Fits a line of {@code status} on a wide terminal. */
  public static final int MAX_REASON_CHARS = 200;

  /** About a screen and a half of a check's last words. */
  public static final int MAX_CHECK_OUTPUT_BYTES = 4 << 10;

  /** More jobs than a person reads; a boot that hangs waits for few. */
  public static final int MAX_WAITING_JOBS = 50;

  /** Longest description of a job, in characters. */
  public static final int MAX_JOB_CHARS = 200;

  /** What an operator scrolls through before asking for the whole journal. */
  public static final int MAX_JOURNAL_LINES = 200;

  /** Bound of all journal lines together. */
  public static final int MAX_JOURNAL_BYTES = 32 << 10;

  /** Three times what a kernel writes by default (its parameter kmsg_bytes is 10 KiB). */
  public static final int MAX_KERNEL_RECORD_BYTES = 32 << 10;

  /** A name and all labels that fit a line. */
  public static final int MAX_SITE_CHARS = 400;

  /** Nine digits: a failed trial a second for 30 years. */
  public static final int MAX_NUMBER = 999_999_999;

  /**
   * What was on trial.
   *
   * @param name the release's name
   * @param version its version
   * @param manifest the digest of its manifest, which is what a node bars
   */
  public record Release(String name, Version version, Digest manifest) {
    private static final int MAX_NAME = 100;

    /** Makes the name plain. */
    public Release {
      name = PlainText.line(name, MAX_NAME);
    }

    @Override
    public String toString() {
      return name + " " + version;
    }
  }

  /** Checks the number and cuts every text to its bound. */
  public Evidence {
    if (number < 1 || number > MAX_NUMBER) {
      throw new IllegalArgumentException(
          "evidence cannot have the number " + number + "; 1 to " + MAX_NUMBER + " are allowed");
    }
    reason = PlainText.line(reason, MAX_REASON_CHARS);
    checkOutput = PlainText.block(checkOutput, MAX_CHECK_OUTPUT_BYTES);
    waitingJobs =
        PlainText.lines(
            waitingJobs, MAX_WAITING_JOBS, MAX_JOB_CHARS, MAX_WAITING_JOBS * MAX_JOB_CHARS);
    journal = PlainText.lines(journal, MAX_JOURNAL_LINES, PlainText.MAX_LINE, MAX_JOURNAL_BYTES);
    kernelRecord = PlainText.block(kernelRecord, MAX_KERNEL_RECORD_BYTES);
    site = PlainText.line(site, MAX_SITE_CHARS);
  }
}
