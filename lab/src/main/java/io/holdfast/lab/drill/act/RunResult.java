package io.holdfast.lab.drill.act;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of one run.
 *
 * @param title of the run
 * @param problems what did not hold, a sentence each; empty if all held
 * @param outage null if there was none, or its end was not seen
 * @param noticedBy how the node noticed; empty if there was nothing to notice
 * @param wentBackTo the release that runs in the end; empty if that is not known
 * @param culprit what the node names; empty if nothing
 * @param moments oldest first
 * @param screens oldest first
 * @param evidence what the node kept, as it shows it; empty if nothing
 * @param console the last lines of the console, oldest first
 */
public record RunResult(
    String title,
    List<String> problems,
    @Nullable Outage outage,
    String noticedBy,
    String wentBackTo,
    String culprit,
    List<Moment> moments,
    List<Screen> screens,
    String evidence,
    List<String> console) {
  /** Copies. */
  public RunResult {
    problems = List.copyOf(problems);
    moments = List.copyOf(moments);
    screens = List.copyOf(screens);
    console = List.copyOf(console);
  }

  /** Whether everything was as it must be. */
  public boolean held() {
    return problems.isEmpty();
  }
}
