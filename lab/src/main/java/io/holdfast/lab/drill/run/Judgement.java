package io.holdfast.lab.drill.run;

import io.holdfast.lab.drill.act.ActRun;
import io.holdfast.lab.drill.act.Breakage;
import io.holdfast.lab.drill.act.Expectation;
import io.holdfast.lab.drill.act.July2024;
import io.holdfast.lab.drill.act.Moment;
import io.holdfast.lab.drill.node.NodeReport;
import io.holdfast.release.Version;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What of a run did not hold, as pure functions. */
final class Judgement {
  private Judgement() {}

  /** What the node says of itself that it must not. */
  static List<String> problems(NodeReport report, ActRun run) {
    Expectation expectation = run.expectation();
    List<String> problems = new ArrayList<>();
    if (expectation.runs().stream().noneMatch(one -> name(one).equals(report.release()))) {
      problems.add("It runs " + orNothing(report.release()) + ".");
    }
    if (report.recovery()) {
      problems.add("It runs its recovery.");
    }
    if (report.generation() != report.lastKnownGood()) {
      problems.add(
          "Generation "
              + report.generation()
              + " runs, but "
              + report.lastKnownGood()
              + " is the last known good.");
    }
    if (!report.proven()) {
      problems.add("What runs is not proven.");
    }
    for (Version kept : expectation.keeps()) {
      if (!report.holding().contains(name(kept))) {
        problems.add("No slot holds " + name(kept) + " any more.");
      }
    }
    problems.addAll(failureProblems(report.failure(), run));
    if (expectation.refused() && report.barred() == 0) {
      problems.add("Its status bars nothing.");
    }
    return problems;
  }

  private static List<String> failureProblems(NodeReport.@Nullable Failure failure, ActRun run) {
    Expectation expectation = run.expectation();
    if (!expectation.fails()) {
      // A power cut may be told as a death without a trace; an upgrade that commits has none.
      return failure != null && run.breakage() instanceof Breakage.Upgrade
          ? List.of("Its status names a failure: " + failure.reason() + ".")
          : List.of();
    }
    if (failure == null) {
      return List.of("Its status names no failure.");
    }
    List<String> problems = new ArrayList<>();
    if (!failure.culprit().contains(expectation.culprit())) {
      problems.add(
          "Its status names '"
              + failure.culprit()
              + "' as the culprit, and not '"
              + expectation.culprit()
              + "'.");
    }
    if (!failure.release().equals(run.breakage().subject())) {
      problems.add("Its status says that " + failure.release() + " failed.");
    }
    return problems;
  }

  /** Content costs at most the crashes by which it is known. */
  static List<String> needlessRestarts(List<Moment> moments, ActRun run) {
    if (!(run.breakage() instanceof Breakage.OfContent content)) {
      return List.of();
    }
    long restarts = moments.stream().filter(one -> one.kind() == Moment.Kind.RESET).count();
    long due = content.crashes();
    return restarts > due
        ? List.of("It went down " + restarts + " times; at most " + due + " are due.")
        : List.of();
  }

  /** Of which versions all files of the content may be in the end; as the node shows them. */
  static List<String> contentsDue(ActRun run) {
    List<Version> versions =
        switch (run.breakage()) {
          case Breakage.TornContent torn -> List.of(July2024.RULES, torn.version());
          case Breakage.BothAtOnce both -> List.of(both.content());
          case Breakage.EverythingBad bad -> List.of(bad.content());
          case Breakage.OfContent _,
              Breakage.Upgrade _,
              Breakage.Configuration _,
              Breakage.Extension _,
              Breakage.PowerCut _,
              Breakage.DamageBeforeStart _,
              Breakage.SpoiledKernel _,
              Breakage.DamageWhileRunning _ ->
              List.of(July2024.RULES);
        };
    return versions.stream()
        .map(version -> July2024.CHANNEL + " " + version + "\ntill " + version)
        .toList();
  }

  /** What the delivered configuration adds, where it must be in effect in the end. */
  static String configurationDue(ActRun run) {
    return run.breakage() instanceof Breakage.BothAtOnce
            || run.breakage() instanceof Breakage.EverythingBad
        ? July2024.CONFIGURED
        : "";
  }

  /** What should have been seen and was not: then the act did not happen as it says. */
  static List<String> missingSigns(List<Moment> moments, Expectation expectation) {
    List<String> problems = new ArrayList<>();
    for (Moment.Kind sign : Moment.Kind.values()) {
      if (expectation.signs().contains(sign)
          && moments.stream().noneMatch(moment -> moment.kind() == sign)) {
        problems.add("No sign of a " + sign.words() + " was seen from outside.");
      }
    }
    return problems;
  }

  /** What the kept evidence should hold and does not. */
  static List<String> missingEvidence(String evidence, Expectation expectation) {
    return expectation.evidence().stream()
        .filter(text -> !evidence.contains(text))
        .map(text -> "The evidence that the node kept does not hold '" + text + "'.")
        .toList();
  }

  /** How the node noticed, in its own words without the details. */
  static String noticedBy(@Nullable NodeReport report, ActRun run) {
    if (report == null) {
      return "";
    }
    NodeReport.Failure failure = report.failure();
    if (failure != null) {
      int colon = failure.reason().indexOf(": ");
      return colon < 0 ? failure.reason() : failure.reason().substring(0, colon);
    }
    return switch (run.breakage()) {
      case Breakage.PowerCut _, Breakage.TornContent _ -> "it started again after the power loss";
      case Breakage.RefusedContent _ -> "it looked at them before it took anything";
      case Breakage.Upgrade _,
          Breakage.BothAtOnce _,
          Breakage.EverythingBad _,
          Breakage.Configuration _,
          Breakage.Extension _,
          Breakage.DamageBeforeStart _,
          Breakage.SpoiledKernel _,
          Breakage.DamageWhileRunning _,
          Breakage.Content _,
          Breakage.LateContent _,
          Breakage.UnwatchedContent _ ->
          "its required checks held for the bake time";
    };
  }

  private static String name(Version version) {
    return July2024.RELEASE + " " + version;
  }

  private static String orNothing(String release) {
    return release.isEmpty() ? "something that it does not know" : release;
  }
}
