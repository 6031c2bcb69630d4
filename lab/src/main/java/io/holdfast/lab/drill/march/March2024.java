package io.holdfast.lab.drill.march;

import io.holdfast.inventory.statement.Exposure;
import io.holdfast.release.Version;
import io.holdfast.release.manifest.ReleaseName;
import java.util.List;

/**
 * What there is on the day when the back door in xz becomes known, 29 March 2024: releases of two
 * flavours, some of which carry it, and nodes that run, hold or never had them.
 */
public final class March2024 {
  /** The drill's name. */
  public static final String NAME = "march-2024";

  /** The problem's. */
  public static final String ADVISORY = "CVE-2024-3094";

  /** Of another problem, one that leaves no way. */
  static final String OTHER_ADVISORY = "HF-2024-0001";

  /** The first version of the package with the back door, as Debian had it. */
  private static final String FIRST = "5.6.0-0.2";

  /** The second one. */
  private static final String SECOND = "5.6.1-1";

  private static final ReleaseName TILL = new ReleaseName("till");
  private static final ReleaseName KIOSK = new ReleaseName("kiosk");

  /**
   * A release.
   *
   * @param xz version of the harmless package xz-utils that it brings; empty for none
   */
  public record Built(ReleaseName name, Version version, String xz) {
    /** Name and version, as a node says it. */
    @Override
    public String toString() {
      return name + " " + version;
    }

    /** Whether it counts as carrying the back door. */
    public boolean isBad() {
      return !xz.isEmpty();
    }
  }

  static final Built OLD_TILL = built(TILL, "1.0.0", "");
  static final Built FIRST_TILL = built(TILL, "1.1.0", FIRST);
  static final Built SECOND_TILL = built(TILL, "1.2.0", SECOND);

  /** What replaces it, published once it is known that it is needed. */
  static final Built CLEAN_TILL = built(TILL, "1.3.0", "");

  static final Built OLD_KIOSK = built(KIOSK, "1.0.0", "");

  /** Of its flavour there is nothing newer. */
  static final Built SECOND_KIOSK = built(KIOSK, "1.1.0", SECOND);

  /** Something that happened to a node before that day. */
  public sealed interface Past {
    /** It was upgraded, and the release proved good. */
    record Upgraded(Built to) implements Past {}

    /** Somebody sent it back to what it had before. */
    record SentBack(Built to) implements Past {}
  }

  /**
   * A node.
   *
   * @param name also its host name
   * @param installed with what, also in its recovery slot
   * @param past in order
   */
  public record Node(
      String name, String site, Exposure exposure, Built installed, List<Past> past) {
    /** What it runs on that day. */
    Built runs() {
      Built runs = installed;
      for (Past each : past) {
        runs =
            switch (each) {
              case Past.Upgraded(Built to) -> to;
              case Past.SentBack(Built to) -> to;
            };
      }
      return runs;
    }

    /** Whether it has a release that is bad, wherever. */
    boolean holdsBad() {
      return installed.isBad()
          || past.stream().anyMatch(each -> each instanceof Past.Upgraded(Built to) && to.isBad());
    }
  }

  /** Runs the second bad release, came from the first, and even its recovery has that one. */
  static final Node RUNS =
      new Node(
          "till-1",
          "high-street",
          Exposure.PUBLIC,
          FIRST_TILL,
          List.of(new Past.Upgraded(SECOND_TILL)));

  /** Runs a bad release, and has the good one before. */
  static final Node RUNS_AND_CAN_GO_BACK =
      new Node(
          "kiosk-1",
          "museum",
          Exposure.INTERNAL,
          OLD_KIOSK,
          List.of(new Past.Upgraded(SECOND_KIOSK)));

  /** Was sent back from a bad release, for a reason of its own, and still has it. */
  static final Node HOLDS =
      new Node(
          "till-2",
          "depot",
          Exposure.INTERNAL,
          OLD_TILL,
          List.of(new Past.Upgraded(SECOND_TILL), new Past.SentBack(OLD_TILL)));

  /** Never had any. */
  static final Node NEVER = new Node("kiosk-2", "cellar", Exposure.ISOLATED, OLD_KIOSK, List.of());

  private March2024() {}

  /** What was published before that day, in order. */
  static List<Built> published() {
    return List.of(OLD_TILL, OLD_KIOSK, FIRST_TILL, SECOND_TILL, SECOND_KIOSK);
  }

  /** All nodes. */
  static List<Node> nodes() {
    return List.of(RUNS, RUNS_AND_CAN_GO_BACK, HOLDS, NEVER);
  }

  private static Built built(ReleaseName name, String version, String xz) {
    return new Built(name, new Version(version), xz);
  }
}
