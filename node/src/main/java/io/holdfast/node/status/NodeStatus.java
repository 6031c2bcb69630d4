package io.holdfast.node.status;

import io.holdfast.config.policy.MaintenanceWindow;
import io.holdfast.config.policy.Site;
import io.holdfast.node.configuration.DeliveredConfigurations;
import io.holdfast.node.evidence.Evidence;
import io.holdfast.node.evidence.EvidenceFolder;
import io.holdfast.node.loader.SecureBoot;
import io.holdfast.node.policy.NodePolicy;
import io.holdfast.node.policy.Opening;
import io.holdfast.node.policy.PolicyFile;
import io.holdfast.node.settle.NodeContext;
import io.holdfast.node.stage.RecordedStep;
import io.holdfast.node.stage.Stages;
import io.holdfast.node.trial.BadEnds;
import io.holdfast.node.trial.Barred;
import io.holdfast.node.trial.Booted;
import io.holdfast.node.trial.Generation;
import io.holdfast.node.trial.KeptReleases;
import io.holdfast.node.trial.NodeState;
import io.holdfast.node.trial.Outcome;
import io.holdfast.node.trial.ReleaseRef;
import io.holdfast.node.trial.Slot;
import io.holdfast.node.trial.SlotContent;
import io.holdfast.node.trial.Trial;
import io.holdfast.node.trial.Waiting;
import io.holdfast.node.vouching.Affected;
import io.holdfast.node.vouching.Vouching;
import io.holdfast.release.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One screen about a node.
 *
 * @param state of the node
 * @param booted what runs
 * @param last evidence of the last failure; null if there was none
 * @param configured whether the configuration's stages of this boot were run
 * @param secureBoot what the firmware makes of signatures
 * @param problems of this boot, a line each
 * @param withdrawn what must not run, of what runs or is held; each is among the problems, too
 * @param policy what the operator decided
 * @param at the node's clock
 */
public record NodeStatus(
    NodeState state,
    Booted booted,
    @Nullable Evidence last,
    boolean configured,
    SecureBoot secureBoot,
    List<String> problems,
    List<Affected> withdrawn,
    NodePolicy policy,
    Instant at) {
  private static final int MAX_PROBLEMS = 20;

  /** Copies. */
  public NodeStatus {
    problems = List.copyOf(problems);
    withdrawn = List.copyOf(withdrawn);
  }

  /** Of a node whose operator decided nothing. */
  public NodeStatus(
      NodeState state,
      Booted booted,
      @Nullable Evidence last,
      boolean configured,
      SecureBoot secureBoot,
      List<String> problems) {
    this(
        state,
        booted,
        last,
        configured,
        secureBoot,
        problems,
        List.of(),
        NodePolicy.NONE,
        Instant.EPOCH);
  }

  /** Of the running node. */
  public static NodeStatus of(NodeContext node) throws IOException {
    EvidenceFolder folder = new EvidenceFolder(node.paths().evidence());
    List<Integer> numbers = folder.numbers();
    Evidence last = numbers.isEmpty() ? null : folder.read(numbers.getLast());
    List<String> problems = new ArrayList<>();
    if (Files.exists(node.paths().resetMark())) {
      problems.add("a reset is due: the next start forgets what persists");
    }
    for (Path told : List.of(node.paths().problems(), node.paths().agentProblems())) {
      if (Files.exists(told)) {
        Files.readAllLines(told).stream().limit(MAX_PROBLEMS).forEach(problems::add);
      }
    }
    if (Files.exists(node.paths().addressProblem())) {
      problems.add("configuration: " + Files.readString(node.paths().addressProblem()));
    }
    if (Files.exists(node.paths().networkStopped())) {
      problems.add("the network is stopped, for what runs is withdrawn; a restart starts it again");
    }
    if (Files.exists(node.paths().followProblem())) {
      problems.add(Files.readString(node.paths().followProblem()));
    }
    new Stages(node.paths())
        .recorded().stream()
            .filter(RecordedStep::failed)
            .limit(MAX_PROBLEMS)
            .forEach(step -> problems.add("configuration: " + step.words()));
    NodeState state = node.store().read();
    List<Affected> withdrawn = withdrawn(node, state, problems);
    withdrawn.forEach(affected -> problems.add("withdrawn, " + affected.words()));
    ReleaseRef unfinished = KeptReleases.unfinishedRecovery(state);
    if (unfinished != null) {
      problems.add(
          "recovery is being written with "
              + name(unfinished)
              + ", or was not to its end: the agent's next start goes on with it");
    }
    NodePolicy policy = policyOf(node, problems);
    Generation running = state.running(node.booted());
    if (running != null) {
      problems.addAll(policy.problemsWith(running));
    }
    return new NodeStatus(
        state,
        node.booted(),
        last,
        Files.exists(node.paths().configuredMark()),
        SecureBoot.of(node.paths()),
        problems,
        withdrawn,
        policy,
        Instant.now());
  }

  /** What runs is told first; nothing is done about it here. */
  private static List<Affected> withdrawn(
      NodeContext node, NodeState state, List<String> problems) {
    try {
      return Affected.of(
          new Vouching(node.paths(), Instant.now()).seen(),
          state,
          node.booted(),
          new DeliveredConfigurations(node.paths()).all());
    } catch (IOException e) {
      problems.add(String.valueOf(e.getMessage()));
      return List.of();
    }
  }

  /** A status is never refused. */
  private static NodePolicy policyOf(NodeContext node, List<String> problems) {
    try {
      return NodePolicy.of(node.paths(), node.booted());
    } catch (IOException e) {
      problems.add(String.valueOf(e.getMessage()));
      return NodePolicy.NONE;
    }
  }

  /** For programs; keys are only ever added. */
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("running", running());
    json.put("lastKnownGood", state.lastKnownGood());
    json.put("trial", trial());
    List<Object> slots = new ArrayList<>();
    for (Slot slot : Slot.values()) {
      slots.add(slot(slot));
    }
    json.put("slots", slots);
    json.put("lastFailure", lastFailure());
    List<Object> barred = new ArrayList<>();
    for (Barred entry : state.barred()) {
      barred.add(
          Map.of(
              "manifest", entry.manifest().toString(),
              "why", entry.why(),
              "evidence", entry.evidence()));
    }
    json.put("barred", barred);
    json.put("queue", queue());
    BadEnds ends = state.counters().badEnds();
    json.put("suspicion", Json.object("crashes", ends.crashes(), "lostBoots", ends.lost()));
    json.put("secureBoot", secureBoot.toString());
    json.put("problems", problems);
    json.put("withdrawn", withdrawn.stream().map(Affected::toJson).toList());
    Site site = policy.policy().site();
    json.put("site", site == null ? null : PolicyFile.json(site));
    json.put("windows", windows());
    return json;
  }

  /** When the machine may restart for a change; null if at any time. */
  private @Nullable Map<String, @Nullable Object> windows() {
    List<MaintenanceWindow> windows = policy.policy().windows().windows();
    if (windows.isEmpty()) {
      return null;
    }
    Instant opens =
        policy.opening(true, at) instanceof Opening.Closed closed ? closed.opens() : null;
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("open", policy.opening(true, at).isOpen());
    json.put("opens", opens == null ? null : opens.toString());
    json.put("holdContent", policy.policy().windows().holdContent());
    json.put(
        "times",
        windows.stream().map(window -> window.text() + " " + window.zone().getId()).toList());
    return json;
  }

  /** The changes that wait, first come first; for programs. */
  public List<Map<String, Object>> queue() {
    List<Map<String, Object>> list = new ArrayList<>();
    for (Waiting waiting : state.queue()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("change", waiting.toString());
      entry.put("name", waiting.name());
      entry.put("version", waiting.version().text());
      entry.put("from", waiting.from());
      entry.put("since", waiting.since().toString());
      entry.put("why", whyItWaits(waiting));
      list.add(entry);
    }
    return list;
  }

  /** Why a change waits. */
  public String whyItWaits(Waiting waiting) {
    Generation trial = state.onTrial();
    if (trial != null) {
      return trial + " is on trial";
    }
    return policy.opening(waiting, at) instanceof Opening.Closed closed
        ? closed.why()
        : "it is taken next, in order";
  }

  /** For people: one screen. */
  public String text() {
    StringBuilder text = new StringBuilder();
    line(text, "running", describeRunning());
    Site site = policy.policy().site();
    if (site != null) {
      line(text, "site", site.words());
    }
    line(text, "trial", describeTrial());
    line(text, "last known good", state.lastKnownGoodGeneration().toString());
    for (Slot slot : Slot.values()) {
      line(text, "slot " + slot.name().toLowerCase(Locale.ROOT), describe(state.content(slot)));
    }
    for (Waiting waiting : state.queue()) {
      line(text, "waiting", waiting + " from " + waiting.from() + ", since " + waiting.since());
      line(text, "", whyItWaits(waiting));
    }
    if (policy.opening(true, at) instanceof Opening.Closed closed) {
      line(text, "changes", "none begins by itself: " + closed.why());
    }
    BadEnds ends = state.counters().badEnds();
    if (!ends.equals(BadEnds.NONE)) {
      line(text, "suspected", ends.words() + " lately; see 'holdfast history'");
    }
    if (last == null) {
      line(text, "last failure", "none");
    } else {
      line(
          text,
          "last failure",
          last.release().name() + " " + last.release().version() + ": " + last.reason());
      line(
          text,
          "",
          "look at " + last.culprit() + "; see 'holdfast evidence " + last.number() + "'");
    }
    for (Barred entry : state.barred()) {
      line(text, "barred", entry.manifest().abbreviated() + ": " + entry.why());
    }
    line(text, "secure boot", secureBoot + ": " + secureBoot.words());
    problems.forEach(problem -> line(text, "problem", problem));
    return text.toString();
  }

  private @Nullable Generation runningGeneration() {
    return state.running(booted);
  }

  private boolean proven() {
    Generation running = runningGeneration();
    return running != null
        && state.held(running.number()) != null
        && (!state.bootDurations().isEmpty() || running.number() > 1);
  }

  private Map<String, @Nullable Object> running() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    Generation running = runningGeneration();
    json.put("generation", running == null ? null : running.number());
    json.put("recovery", booted instanceof Booted.InRecovery);
    json.put("release", running == null ? null : name(running.release()));
    json.put("slot", running == null ? null : running.slot().name().toLowerCase(Locale.ROOT));
    json.put(
        "contents",
        running == null ? List.of() : running.contents().stream().map(Object::toString).toList());
    json.put("digest", running == null ? null : running.digest().toString());
    json.put("since", running == null ? null : running.since().toString());
    json.put("proven", proven());
    json.put("configured", configured);
    return json;
  }

  private Map<String, @Nullable Object> trial() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("state", stateName());
    Generation trial = state.onTrial();
    if (trial != null) {
      json.put("generation", trial.number());
      json.put("release", name(trial.release()));
    }
    switch (state.trial()) {
      case Trial.Armed armed -> json.put("triesLeft", armed.triesLeft());
      case Trial.Trying trying -> json.put("triesLeft", trying.triesLeft());
      case Trial.Reverting reverting -> json.put("why", reverting.reason().words());
      case Trial.Idle _, Trial.Staged _ -> {}
    }
    return json;
  }

  private String stateName() {
    return switch (state.trial()) {
      case Trial.Idle _ -> "idle";
      case Trial.Staged _ -> "staged";
      case Trial.Armed _ -> "armed";
      case Trial.Trying _ -> "trying";
      case Trial.Reverting _ -> "reverting";
    };
  }

  private Map<String, @Nullable Object> slot(Slot slot) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("slot", slot.name().toLowerCase(Locale.ROOT));
    switch (state.content(slot)) {
      case SlotContent.Empty _ -> json.put("content", "empty");
      case SlotContent.Unfinished(ReleaseRef release) -> put(json, "unfinished", release);
      case SlotContent.Holds(ReleaseRef release) -> put(json, "holds", release);
      case SlotContent.Damaged(ReleaseRef release, String why) -> {
        put(json, "damaged", release);
        json.put("why", why);
      }
    }
    return json;
  }

  private static void put(Map<String, @Nullable Object> json, String content, ReleaseRef release) {
    json.put("content", content);
    json.put("release", name(release));
    json.put("manifest", release.manifest().toString());
  }

  private @Nullable Map<String, Object> lastFailure() {
    if (last == null) {
      return null;
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("evidence", last.number());
    json.put("release", last.release().name() + " " + last.release().version());
    json.put("reason", last.reason());
    json.put("culprit", last.culprit().toString());
    return json;
  }

  private String describeRunning() {
    Generation running = runningGeneration();
    if (booted instanceof Booted.InRecovery) {
      return "recovery";
    }
    if (running == null) {
      return "a generation this node does not know";
    }
    return running
        + ", "
        + (proven() ? "proven" : running.equals(state.onTrial()) ? "on trial" : "not proven yet")
        + ", since "
        + running.since()
        + (configured ? "" : ", its configuration's stages are still run");
  }

  private String describeTrial() {
    Generation trial = state.onTrial();
    return trial == null ? "none" : stateName() + ": " + trial;
  }

  private static String describe(SlotContent content) {
    return switch (content) {
      case SlotContent.Empty _ -> "empty";
      case SlotContent.Unfinished(ReleaseRef release) -> name(release) + ", unfinished";
      case SlotContent.Holds(ReleaseRef release) -> name(release);
      case SlotContent.Damaged(ReleaseRef release, String why) ->
          name(release) + ", damaged: " + why;
    };
  }

  private static String name(ReleaseRef release) {
    return release.name() + " " + release.version();
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(String.format(Locale.ROOT, "%-16s %s%n", name, value));
  }

  /** One line an outcome, newest last. */
  public List<String> history() {
    List<String> lines = new ArrayList<>();
    for (Outcome outcome : state.history()) {
      lines.add(outcome.at() + "  " + describe(outcome));
    }
    return lines;
  }

  private static String describe(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Committed(var _, Generation generation) -> "committed " + generation;
      case Outcome.Reverted(var _, Generation generation, var reason, int evidence) ->
          "reverted " + generation + ": " + reason.words() + evidence(evidence);
      case Outcome.Died(var _, Generation generation, int left, int evidence) ->
          generation + " died without a trace, " + left + " tries left" + evidence(evidence);
      case Outcome.Damaged(var _, Slot slot, ReleaseRef release, String why, int evidence) ->
          "slot " + slot + " with " + name(release) + " is damaged: " + why + evidence(evidence);
      case Outcome.Crashed(var _, Generation generation, var end, int evidence) ->
          generation + ": " + end.words() + evidence(evidence);
      case Outcome.Suspected(var _, Generation from, Generation to, int ends, int evidence) ->
          from + " suspected after " + ends + " bad ends; back to " + to + evidence(evidence);
      case Outcome.GaveUp(var _, Generation generation, int ends, int evidence) ->
          generation
              + " suspected after "
              + ends
              + " bad ends, and none is before it; recovery started"
              + evidence(evidence);
      case Outcome.NotTaken(var _, String what, String why) -> "not taken: " + what + ": " + why;
      case Outcome.VouchedFor(var _, Generation generation) -> "a person vouched for " + generation;
      case Outcome.FellBack(var _, Generation from, Generation to, int evidence) ->
          "fell back from " + from + " to " + to + evidence(evidence);
    };
  }

  private static String evidence(int number) {
    return number == 0 ? "" : " (evidence " + number + ")";
  }
}
