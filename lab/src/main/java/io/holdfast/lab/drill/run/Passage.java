package io.holdfast.lab.drill.run;

import io.holdfast.lab.drill.act.ActRun;
import io.holdfast.lab.drill.act.Breakage;
import io.holdfast.lab.drill.act.Moment;
import io.holdfast.lab.drill.act.Outage;
import io.holdfast.lab.drill.act.RunResult;
import io.holdfast.lab.drill.node.DrilledNode;
import io.holdfast.lab.drill.node.NodeReport;
import io.holdfast.lab.drill.node.UserFile;
import io.holdfast.lab.drill.progress.RunProgress;
import io.holdfast.lab.machine.serial.MachineSilentException;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One run on one node. Played once, by one thread. */
final class Passage {
  /** Of the console, for the report: some four boots, or a crash of a JVM and all it says of it. */
  static final int CONSOLE_LINES = 1500;

  /** In a message. */
  private static final int LAST_MOMENTS = 5;

  private final DrilledNode node;
  private final ActRun run;
  private final UserFile data;
  private final Limits limits;
  private final RunProgress progress;
  private final List<String> problems = new ArrayList<>();
  private @Nullable NodeReport report;
  private String evidence = "";

  Passage(DrilledNode node, ActRun run, UserFile data, Limits limits, RunProgress progress) {
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
      if (run.breakage() instanceof Breakage.UnwatchedContent) {
        watchItStayDown(begin);
        return control(begin);
      }
      NodeReport settled =
          run.breakage().restarts()
              ? settling.await(begin, run.expectation())
              : settling.asItRuns(run.expectation());
      report = settled;
      node.recorder().add(Moment.Kind.SETTLED, settled.release() + " runs and stays");
      step("look whether everything is as it must be");
      Inspection inspection = new Inspection(node, limits, data);
      problems.addAll(Judgement.problems(settled, run));
      problems.addAll(Judgement.needlessRestarts(node.recorder().moments(), run));
      problems.addAll(Judgement.missingSigns(node.recorder().moments(), run.expectation()));
      problems.addAll(inspection.problems(run));
      evidence = settled.failure() == null ? "" : inspection.evidence();
      problems.addAll(Judgement.missingEvidence(evidence, run.expectation()));
    } catch (MachineSilentException e) {
      problems.add(e.getMessage() + " " + lastSeen());
    } catch (IOException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
    return result();
  }

  /** Whoever reads a message and no report is to know where the machine got stuck. */
  private String lastSeen() {
    List<Moment> moments = node.recorder().moments();
    String seen =
        moments.subList(Math.max(0, moments.size() - LAST_MOMENTS), moments.size()).stream()
            .map(moment -> moment.at().truncatedTo(ChronoUnit.SECONDS) + " " + moment.text())
            .collect(Collectors.joining(", "));
    return "Last seen: "
        + seen
        + ". The console's last lines: "
        + ConsoleExcerpt.of(node.lastLines(CONSOLE_LINES));
  }

  /** The control: were it to come back, the act would prove nothing. */
  private void watchItStayDown(int begin) throws InterruptedException {
    step("watch whether it comes back");
    try {
      node.recorder()
          .await(begin, moment -> moment.kind() == Moment.Kind.LOGIN, "a login", limits.control());
      problems.add("It came back, though nobody watches its content: the act does not bite.");
    } catch (MachineSilentException e) {
      step("it is down still; the drill ends it");
    }
    problems.addAll(Judgement.missingSigns(node.recorder().moments(), run.expectation()));
  }

  private RunResult control(int begin) {
    List<Moment> moments = node.recorder().moments();
    return new RunResult(
        run.title(),
        problems,
        null,
        "",
        "",
        "",
        moments.subList(begin, moments.size()),
        node.recorder().screens(),
        "",
        node.lastLines(CONSOLE_LINES));
  }

  private RunResult result() {
    List<Moment> moments = node.recorder().moments();
    Outage outage = Outage.in(moments);
    if (outage == null && problems.isEmpty() && run.breakage().restarts()) {
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
