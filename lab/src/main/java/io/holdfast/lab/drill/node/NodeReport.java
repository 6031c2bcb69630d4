package io.holdfast.lab.drill.node;

import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code holdfast status --json} says on a node; of its keys, those that a drill judges by.
 *
 * @param generation the number of what runs; 0 if the node does not know it
 * @param release the name and version of what runs; empty if the node does not know it
 * @param recovery whether recovery runs
 * @param proven whether what runs is proven
 * @param configured whether its configuration's stages were run
 * @param lastKnownGood its generation
 * @param trial state of the trial
 * @param holding the releases that the slots hold whole
 * @param failure of the last trial; null if none failed
 * @param barred how many releases are barred
 */
public record NodeReport(
    int generation,
    String release,
    boolean recovery,
    boolean proven,
    boolean configured,
    int lastKnownGood,
    String trial,
    List<String> holding,
    @Nullable Failure failure,
    int barred) {

  /**
   * What failed last.
   *
   * @param release its name and version
   * @param reason how the node noticed, and what
   * @param culprit whom to look at
   */
  public record Failure(String release, String reason, String culprit) {}

  private static final int MAX_BYTES = 1 << 20;
  private static final int MAX_SLOTS = 16;
  private static final int MAX_BARRED = 10_000;

  /** Copies. */
  public NodeReport {
    holding = List.copyOf(holding);
  }

  /**
   * Reads it.
   *
   * @throws JsonException if it is not what such a node says
   */
  public static NodeReport parse(String output) throws JsonException {
    JsonObject json = Json.parseObject(output.getBytes(StandardCharsets.UTF_8), MAX_BYTES);
    JsonObject running = json.object("running");
    List<String> holding = new ArrayList<>();
    for (JsonObject slot : json.objects("slots", MAX_SLOTS)) {
      if (slot.string("content").equals("holds")) {
        holding.add(slot.string("release"));
      }
    }
    return new NodeReport(
        running.has("generation") ? generation(running, "generation") : 0,
        running.has("release") ? running.string("release") : "",
        running.flag("recovery"),
        running.flag("proven"),
        running.flag("configured"),
        generation(json, "lastKnownGood"),
        json.object("trial").string("state"),
        holding,
        json.has("lastFailure") ? failure(json.object("lastFailure")) : null,
        json.objects("barred", MAX_BARRED).size());
  }

  /** Whether nothing is under way: what runs is the last known good, as configured, and stays. */
  public boolean settled() {
    return configured
        && generation == lastKnownGood
        && (trial.equals("idle") || trial.equals("staged"));
  }

  private static Failure failure(JsonObject json) throws JsonException {
    return new Failure(json.string("release"), json.string("reason"), json.string("culprit"));
  }

  private static int generation(JsonObject json, String key) throws JsonException {
    return (int) json.number(key, 1, Integer.MAX_VALUE);
  }
}
