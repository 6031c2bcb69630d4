package io.holdfast.lab.drill.march;

import io.holdfast.inventory.plan.HoldingNode;
import io.holdfast.inventory.plan.Place;
import io.holdfast.inventory.plan.Plan;
import io.holdfast.inventory.plan.WayOff;
import io.holdfast.lab.drill.march.March2024.Built;
import io.holdfast.lab.drill.march.March2024.Node;
import io.holdfast.lab.drill.run.Troupe;
import io.holdfast.lab.machine.serial.ControlShell;
import io.holdfast.release.admission.NotAdmittedException;
import io.holdfast.release.manifest.ReleaseRef;
import io.holdfast.release.tuf.MetadataRefusedException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The acts, one after the other, each with what those before have left. For one thread. */
final class Story {
  /** Exit code of a command that was refused on purpose. */
  private static final int REFUSED = 3;

  /** As many as emulated machines usually have processors for. */
  private static final int ASKED_AT_ONCE = 2;

  private static final String FOLLOW = "holdfast follow --from ";

  /** The lowest bit of each interface's flags (IFF_UP, netdevice(7)), but for the loopback. */
  private static final String INTERFACES_UP =
      """
      for one in /sys/class/net/*; do
        [ "$one" = /sys/class/net/lo ] || [ $(( $(cat $one/flags) & 1 )) = 0 ] || echo "$one"
      done
      """;

  private static final Pattern PROGRESS = Pattern.compile("^(phase: | *\\d+\\.\\d s )");

  private final Operator operator;
  private final Map<String, StoryNode> nodes;
  private final Opening opening;
  private final Consumer<String> step;
  private final List<Event> events = new ArrayList<>();

  /** A node's key stays. */
  private final Map<String, String> keys = new TreeMap<>();

  private final List<String> problems = new ArrayList<>();

  /** What a node says of itself, and the key that it signs it with. */
  private record Said(String node, String statement, String key) {}

  /** Lets a node find the repository at the address that is in its own configuration. */
  @FunctionalInterface
  interface Opening {
    void open(String node) throws IOException;
  }

  /**
   * Nothing was played.
   *
   * @param nodes by name
   * @param step hears what is done
   */
  Story(Operator operator, Map<String, StoryNode> nodes, Opening opening, Consumer<String> step) {
    this.operator = operator;
    this.nodes = Map.copyOf(nodes);
    this.opening = opening;
    this.step = step;
  }

  /** What happened, oldest first. */
  List<Event> events() {
    return List.copyOf(events);
  }

  /** Plays all acts; one that cannot be played does not hold, and the next follows. */
  List<Chapter> play() throws InterruptedException {
    List<Chapter> chapters = new ArrayList<>();
    for (MarchAct act : MarchAct.values()) {
      Instant began = Instant.now();
      problems.clear();
      String found = "";
      try {
        found = play(act);
      } catch (IOException | MetadataRefusedException | NotAdmittedException e) {
        problems.add(String.valueOf(e.getMessage()));
      }
      Chapter chapter = new Chapter(act, began, Instant.now(), problems, found);
      chapters.add(chapter);
      step.accept(
          act.title() + ": " + (chapter.held() ? "held" : "not held: " + problems.getFirst()));
    }
    return chapters;
  }

  private String play(MarchAct act)
      throws IOException, InterruptedException, MetadataRefusedException, NotAdmittedException {
    return switch (act) {
      case NAMED -> named();
      case WITHDRAWN -> withdrawn();
      case PLANNED -> planned();
      case REPLACED -> replaced();
      case GONE_BACK -> goneBack();
      case HELD -> held();
      case NEVER -> never();
      case OLD_MEDIUM -> oldMedium();
      case STALE_MIRROR -> staleMirror();
      case CLEAN -> clean();
      case NO_WAY -> noWay();
    };
  }

  private String named() throws IOException, InterruptedException {
    step.accept("take the inventories of all releases into the index");
    operator.index();
    hear("before");
    tell(Event.OPERATOR, March2024.ADVISORY + " becomes known; its record is imported");
    operator.importAdvisory();
    Operator.Picture picture = operator.look();
    List<String> bad =
        March2024.published().stream().filter(Built::isBad).map(Built::toString).toList();
    String releases = Operator.names(picture.releases());
    demand(
        releases.equals(Operator.names(bad)),
        "The releases named as affected are " + releases + ", and not " + Operator.names(bad));
    List<String> holding =
        March2024.nodes().stream().filter(Node::holdsBad).map(Node::name).toList();
    String found = Operator.names(holding(picture, List.of(Place.values())));
    demand(
        found.equals(Operator.names(holding)),
        "The nodes named as holding it are " + found + ", and not " + Operator.names(holding));
    String running = Operator.names(holding(picture, List.of(Place.RUNNING)));
    demand(
        running.equals(
            Operator.names(
                March2024.nodes().stream()
                    .filter(node -> node.runs().isBad())
                    .map(Node::name)
                    .toList())),
        "The nodes named as running it are " + running);
    tell(Event.OPERATOR, "affected: " + releases + "; held by " + found + "; run by " + running);
    return "releases " + releases + "; nodes " + found + ", of which " + running + " run it";
  }

  private String withdrawn() throws IOException, MetadataRefusedException, NotAdmittedException {
    List<Built> bad = March2024.published().stream().filter(Built::isBad).toList();
    for (Built each : bad) {
      operator.withdraw(each, "xz-utils " + each.xz() + " carries a back door", March2024.ADVISORY);
      tell(Event.OPERATOR, each + " is withdrawn");
    }
    operator.publish(March2024.CLEAN_TILL);
    tell(Event.OPERATOR, March2024.CLEAN_TILL + " is published");
    List<String> refused = new ArrayList<>();
    for (Built each : bad) {
      try {
        operator.publish(each);
        demand(false, each + " could be published once more");
      } catch (NotAdmittedException e) {
        demand(
            String.valueOf(e.getMessage()).contains(March2024.ADVISORY),
            "The refusal of " + each + " does not name the problem: " + e.getMessage());
        refused.add(each.toString());
      }
    }
    return "withdrawn, and not to be published any more: " + Operator.names(refused);
  }

  private String planned() throws IOException, MetadataRefusedException {
    Plan plan = operator.plan();
    Map<String, String> ways = new LinkedHashMap<>();
    for (Plan.Group group : plan.groups()) {
      for (HoldingNode node : group.nodes()) {
        ways.put(node.name(), way(group.way()));
      }
    }
    Map<String, String> wanted = new LinkedHashMap<>();
    wanted.put(March2024.RUNS.name(), "upgrade to " + March2024.CLEAN_TILL);
    wanted.put(March2024.RUNS_AND_CAN_GO_BACK.name(), "revert to " + March2024.OLD_KIOSK);
    wanted.put(March2024.HOLDS.name(), "stay");
    demand(
        List.copyOf(ways.entrySet()).equals(List.copyOf(wanted.entrySet())),
        "The plan is " + ways + ", and not " + wanted);
    String words =
        ways.entrySet().stream()
            .map(way -> way.getKey() + ": " + way.getValue())
            .collect(Collectors.joining("; "));
    tell(Event.OPERATOR, "the plan: " + words);
    return words;
  }

  private static String way(WayOff way) {
    return switch (way) {
      case WayOff.Upgrade(ReleaseRef to, boolean _) -> "upgrade to " + words(to);
      case WayOff.Revert(ReleaseRef to, Place _) -> "revert to " + words(to);
      default -> way.word();
    };
  }

  private static String words(ReleaseRef release) {
    return release.name() + " " + release.version();
  }

  private String replaced() throws IOException, InterruptedException {
    Built to = March2024.CLEAN_TILL;
    StoryNode one = node(March2024.RUNS);
    String name = one.node().name();
    step.accept(name + " looks into the repository and follows");
    one.change(FOLLOW + Mirrors.address(Mirrors.FRESH), to);
    tell(name, "runs " + to + ", proven");
    step.accept(name + " follows once more, and leaves what it only keeps");
    one.checkLong(FOLLOW + Mirrors.address(Mirrors.FRESH));
    String status = one.check("holdfast status");
    demand(isClean(status), name + " is not clean: " + status);
    tell(name, "has " + to + " in its recovery, and nothing that is withdrawn");
    return name + " went from " + one.node().runs() + " to " + to + ", in its recovery, too";
  }

  private String goneBack() throws IOException, InterruptedException {
    Built to = March2024.OLD_KIOSK;
    StoryNode one = node(March2024.RUNS_AND_CAN_GO_BACK);
    String name = one.node().name();
    step.accept(name + " can reach the repository, and nobody tells it anything");
    opening.open(name);
    one.changesByItself(to);
    tell(name, "runs " + to + ", proven");
    one.awaitStatus(Story::isClean, "clean by itself");
    tell(name, "has nothing that is withdrawn");
    return name + " went from " + one.node().runs() + " to " + to + " by itself";
  }

  /** Status marks what is withdrawn, wherever the node has it. */
  private static boolean isClean(String status) {
    return !status.contains(March2024.ADVISORY);
  }

  private String held() throws IOException, InterruptedException {
    StoryNode one = node(March2024.HOLDS);
    String name = one.node().name();
    step.accept(name + " looks into the repository");
    one.check(FOLLOW + Mirrors.address(Mirrors.FRESH) + " --dry-run");
    String status = one.check("holdfast status");
    demand(
        status.contains(March2024.SECOND_TILL.toString()) && !isClean(status),
        "Its status does not name what it holds: " + status);
    String refusal = refused(one, "holdfast revert");
    tell(name, "holds " + March2024.SECOND_TILL + " and is not sent there");
    step.accept(name + " gives up what it holds");
    one.checkLong(FOLLOW + Mirrors.address(Mirrors.FRESH));
    String after = one.check("holdfast status");
    demand(isClean(after), name + " is not clean: " + after);
    tell(name, "has nothing that is withdrawn");
    return name + ": " + refusal + " It has given it up since.";
  }

  private String never() throws IOException, InterruptedException {
    StoryNode one = node(March2024.NEVER);
    step.accept(one.node().name() + " is offered " + March2024.SECOND_KIOSK);
    String refusal = refused(one, offer(Mirrors.address(Mirrors.FRESH)));
    demandRuns(one);
    tell(one.node().name(), "refuses " + March2024.SECOND_KIOSK);
    return one.node().name() + ": " + refusal;
  }

  private String oldMedium() throws IOException, InterruptedException {
    StoryNode one = node(March2024.NEVER);
    step.accept(one.node().name() + " is offered it from a medium of the day before");
    one.mountMedium();
    String refusal = refused(one, offer(StoryNode.MEDIUM));
    demandRuns(one);
    tell(one.node().name(), "refuses the old medium");
    return one.node().name() + ": " + refusal;
  }

  private String staleMirror() throws IOException, InterruptedException {
    StoryNode one = node(March2024.NEVER);
    step.accept(one.node().name() + " asks a mirror that has stopped");
    ControlShell.Result result = one.run(FOLLOW + Mirrors.address(Mirrors.STALE));
    demand(
        result.exitCode() == REFUSED,
        "The stale mirror was not refused (exit code " + result.exitCode() + "): " + line(result));
    demandRuns(one);
    tell(one.node().name(), "notices that a mirror is stale");
    return one.node().name() + ": " + line(result);
  }

  private String clean() throws IOException, InterruptedException {
    hear("after");
    Operator.Picture picture = operator.look();
    String holding = Operator.names(holding(picture, List.of(Place.values())));
    demand(holding.isEmpty(), "It is still on " + holding);
    tell(Event.OPERATOR, "no node has it any more");
    return "no node has it any more, by what each says and has signed";
  }

  private String noWay()
      throws IOException, InterruptedException, MetadataRefusedException, NotAdmittedException {
    StoryNode one = node(March2024.NEVER);
    String name = one.node().name();
    operator.withdraw(
        March2024.OLD_KIOSK, "it does not start on some screens", March2024.OTHER_ADVISORY);
    tell(Event.OPERATOR, March2024.OLD_KIOSK + " is withdrawn, and nothing replaces it");
    step.accept(name + " can reach the repository, and nobody tells it anything");
    opening.open(name);
    one.restartAgent();
    String status =
        one.awaitStatus(each -> each.contains("the network is stopped"), "off the network");
    demand(status.contains(March2024.OTHER_ADVISORY), "Its status does not name why: " + status);
    String up = one.check(INTERFACES_UP).strip();
    demand(up.isEmpty(), "These of its interfaces are up: " + up);
    demandRuns(one);
    tell(name, "has stopped its network and runs on");
    return name + " stopped its own network, and still runs " + one.node().runs();
  }

  private void hear(String round) throws IOException, InterruptedException {
    step.accept("ask each node what it has");
    Map<String, String> statements = new TreeMap<>();
    List<Callable<Said>> questions = new ArrayList<>();
    for (StoryNode each : nodes.values()) {
      questions.add(() -> ask(each));
    }
    try (Troupe troupe = new Troupe(ASKED_AT_ONCE)) {
      for (Said said : troupe.doAll(questions)) {
        statements.put(said.node(), said.statement());
        keys.put(said.node(), said.key());
      }
    }
    operator.hear(round, statements, keys);
  }

  private Said ask(StoryNode one) throws IOException, InterruptedException {
    String name = one.node().name();
    String statement = one.check("holdfast status --statement");
    String key = keys.get(name);
    return new Said(
        name, statement, key == null ? one.check("holdfast status --statement-key") : key);
  }

  /** Names of nodes that hold something affected in one of these places. */
  private static List<String> holding(Operator.Picture picture, List<Place> places) {
    return picture.fleet().nodes().stream()
        .filter(
            node ->
                node.held().stream()
                    .filter(held -> places.contains(held.place()))
                    .map(held -> words(held.release()))
                    .anyMatch(new TreeSet<>(picture.releases())::contains))
        .map(HoldingNode::name)
        .toList();
  }

  private String refused(StoryNode one, String command) throws IOException, InterruptedException {
    ControlShell.Result result = one.run(command);
    demand(
        result.exitCode() == REFUSED,
        "'" + command + "' was not refused (exit code " + result.exitCode() + "): " + line(result));
    return line(result);
  }

  private static String offer(String from) {
    return "holdfast upgrade --from "
        + from
        + " --version "
        + March2024.SECOND_KIOSK.version()
        + " --no-reboot";
  }

  private void demandRuns(StoryNode one) throws IOException, InterruptedException {
    String runs = one.check("sed -n 's/^IMAGE_VERSION=//p' /usr/lib/os-release").strip();
    demand(runs.equals(one.node().runs().version().text()), one.node().name() + " runs " + runs);
  }

  private StoryNode node(Node node) throws IOException {
    StoryNode found = nodes.get(node.name());
    if (found == null) {
      throw new IOException("There is no node " + node.name() + ".");
    }
    return found;
  }

  private void demand(boolean holds, String otherwise) {
    if (!holds) {
      problems.add(otherwise);
    }
  }

  private void tell(String who, String what) {
    events.add(new Event(Instant.now(), who, what));
  }

  /** What a command said, in one line, without its progress. */
  private static String line(ControlShell.Result result) {
    return result
        .output()
        .lines()
        .filter(line -> !PROGRESS.matcher(line).find())
        .map(String::strip)
        .collect(Collectors.joining(" "));
  }
}
