package io.holdfast.lab.drill.run;

import io.holdfast.lab.drill.act.ActRun;
import io.holdfast.lab.drill.act.Moment;
import io.holdfast.lab.drill.act.Outage;
import io.holdfast.lab.drill.act.RunResult;
import io.holdfast.lab.drill.node.DrilledNode;
import io.holdfast.lab.drill.node.NodeReport;
import io.holdfast.lab.drill.node.UserFile;
import io.holdfast.lab.drill.progress.DrillProgress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One run on one node. Played once, by one thread. */
final class Passage {
  /** Of the console, for the report: some four boots. */
  private static final int CONSOLE_LINES = 400;

  private final DrilledNode node;
  private final ActRun run;
  private final UserFile data;
  private final Limits limits;
  private final DrillProgress progress;
  private final List<String> problems = new ArrayList<>();
  private @Nullable NodeReport report;
  private String evidence = "";

  Passage(DrilledNode node, ActRun run, UserFile data, Limits limits, DrillProgress progress) {
    this.node = node;
    this.run = run;
    this.data = data;
    this.limits = limits;
    this.progress = progress;
  }

  RunResult play() throws InterruptedException {
    try {
      node.waitForShell(limits.shell());
      Settling settling = new Settling(node, limits, this::step);
      int begin = new Deeds(node, settling, limits, this::step).perform(run.breakage());
      NodeReport settled = settling.await(begin, run.expectation());
      report = settled;
      node.recorder().add(Moment.Kind.SETTLED, settled.release() + " runs and stays");
      step("look whether everything is as it must be");
      Inspection inspection = new Inspection(node, limits, data);
      problems.addAll(Judgement.problems(settled, run));
      problems.addAll(Judgement.missingSigns(node.recorder().moments(), run.expectation()));
      problems.addAll(inspection.problems(run));
      evidence = settled.failure() == null ? "" : inspection.evidence();
      problems.addAll(Judgement.missingEvidence(evidence, run.expectation()));
    } catch (IOException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
    return result();
  }

  private RunResult result() {
    List<Moment> moments = node.recorder().moments();
    Outage outage = Outage.in(moments);
    if (outage == null && problems.isEmpty()) {
      problems.add("No time without service was seen, though the node must have restarted.");
    }
    if (!problems.isEmpty()) {
      node.recorder().addScreen("in the end", node.screen());
    }
    NodeReport known = report;
    NodeReport.Failure failure = known == null ? null : known.failure();
    return new RunResult(
        run.title(),
        problems,
        outage,
        Judgement.noticedBy(known, run),
        known == null ? "" : known.release(),
        failure == null ? "" : failure.culprit(),
        moments,
        node.recorder().screens(),
        evidence,
        node.lastLines(CONSOLE_LINES));
  }

  private void step(String what) {
    node.recorder().add(Moment.Kind.STEP, what);
    progress.step(what);
  }
}
