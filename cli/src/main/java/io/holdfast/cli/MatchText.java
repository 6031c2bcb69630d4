package io.holdfast.cli;

import io.holdfast.inventory.advisory.CarriedPackage;
import io.holdfast.inventory.advisory.Issue.Judgement;
import io.holdfast.inventory.advisory.Issue.Saying;
import io.holdfast.inventory.advisory.Verdict.Outcome;
import io.holdfast.release.Printable;
import io.holdfast.release.json.Json;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What advisories say of an inventory.
 *
 * @param packages how many it has
 * @param found what is to be shown, by package
 */
record MatchText(Path inventory, int packages, List<Found> found) {
  /** A package of which a problem's records speak. */
  record Found(String issue, Judgement judgement) {
    Outcome outcome() {
      return judgement.deciding().verdict().outcome();
    }
  }

  MatchText {
    found =
        found.stream()
            .sorted(
                Comparator.comparing(Found::outcome, Comparator.reverseOrder())
                    .thenComparing(Found::issue))
            .toList();
  }

  /** For people: the worst first. */
  String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s: %d packages, %d affected, %d by name only%n",
            inventory,
            packages,
            count(Outcome.AFFECTED),
            count(Outcome.NAME_ONLY)));
    for (Found each : found) {
      text.append(
          String.format(
              Locale.ROOT,
              "  %s: %s: %s%n",
              each.issue,
              words(each.outcome()),
              Printable.of(each.judgement.carried().toString())));
      Saying deciding = each.judgement.deciding();
      for (Saying saying : each.judgement.sayings()) {
        String mark = saying.equals(deciding) ? "" : ", which does not count here";
        text.append(
            String.format(
                Locale.ROOT,
                "    %s: %s%s%n",
                saying.advisory().id(),
                Printable.of(saying.verdict().words()),
                mark));
      }
    }
    return text.toString();
  }

  private long count(Outcome outcome) {
    return found.stream().filter(each -> each.outcome() == outcome).count();
  }

  private static String words(Outcome outcome) {
    return switch (outcome) {
      case AFFECTED -> "affected";
      case NAME_ONLY -> "by name only";
      case NOT_AFFECTED -> "not affected";
    };
  }

  /** For programs. */
  Map<String, Object> json() {
    return Json.object(
        "inventory",
        inventory.toString(),
        "packages",
        packages,
        "affected",
        count(Outcome.AFFECTED),
        "name_only",
        count(Outcome.NAME_ONLY),
        "matches",
        found.stream().map(MatchText::json).toList());
  }

  private static Map<String, Object> json(Found of) {
    CarriedPackage carried = of.judgement.carried();
    Saying deciding = of.judgement.deciding();
    return Json.object(
        "issue", of.issue,
        "outcome", word(of.outcome()),
        "contradictory", of.judgement.isContradictory(),
        "package",
            Json.object(
                "name", carried.name(),
                "version", carried.version(),
                "source", carried.source(),
                "source_version", carried.sourceVersion(),
                "home", carried.home().toString(),
                "purl", carried.purl()),
        "records",
            of.judgement.sayings().stream()
                .map(
                    saying ->
                        Json.object(
                            "id", saying.advisory().id(),
                            "publisher", saying.advisory().publisher(),
                            "outcome", word(saying.verdict().outcome()),
                            "reason", word(saying.verdict().reason()),
                            "words", saying.verdict().words(),
                            "counts", saying.equals(deciding)))
                .toList());
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
