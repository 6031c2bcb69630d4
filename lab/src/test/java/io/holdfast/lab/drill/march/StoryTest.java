package io.holdfast.lab.drill.march;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.lab.drill.march.March2024.Node;
import io.holdfast.lab.machine.serial.ControlShell.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoryTest {
  @TempDir private Path folder;
  private final Map<String, TinyNode> nodes = new LinkedHashMap<>();
  private final List<String> opened = new ArrayList<>();
  private Story story;

  @BeforeEach
  void the_day_before() throws Exception {
    TinyRepository repository = new TinyRepository(folder);
    for (Node each : March2024.nodes()) {
      nodes.put(each.name(), new TinyNode(each, repository));
    }
    Files.createDirectory(folder.resolve("operator"));
    story =
        new Story(
            operator(repository),
            nodes.values().stream()
                .collect(Collectors.toMap(each -> each.node.name(), TinyNode::story)),
            opened::add,
            step -> {});
  }

  @Test
  void all_acts_hold_where_everything_is_as_it_must_be() throws Exception {
    MarchResult result = play();
    assertThat(result.chapters()).allSatisfy(each -> assertThat(each.problems()).isEmpty());
    assertThat(result.held()).isTrue();
    assertThat(result.events().getFirst().what()).contains("CVE-2024-3094 becomes known");
    assertThat(result.events())
        .extracting(each -> each.who() + ": " + each.what())
        .contains(
            "operator: affected: kiosk 1.1.0, till 1.1.0, till 1.2.0; held by kiosk-1, till-1,"
                + " till-2; run by kiosk-1, till-1",
            "till-1: runs till 1.3.0, proven",
            "till-1: has till 1.3.0 in its recovery, and nothing that is withdrawn",
            "kiosk-1: runs kiosk 1.0.0, proven",
            "operator: no node has it any more",
            "kiosk-2: has stopped its network and runs on");
    assertThat(opened).as("who looks by itself").containsExactly("kiosk-1", "kiosk-2");
    assertThat(result.toJson()).contains("\"drill\" : \"march-2024\"").doesNotContain("false");
    assertThat(MarchTable.text(result)).contains("11 of 11 acts held");
    assertThat(MarchPage.html(result)).contains("11 of 11 acts held").contains("till-1");
  }

  @Test
  void a_node_that_takes_the_bad_release_from_an_old_medium_is_told() throws Exception {
    node(March2024.NEVER)
        .machine
        .on("holdfast upgrade --from /run/repo", _ -> new Result(0, "armed"));
    assertThat(notHeld(play())).containsExactly(MarchAct.OLD_MEDIUM);
  }

  @Test
  void a_node_that_keeps_it_in_its_recovery_is_not_clean() throws Exception {
    TinyNode keeps = node(March2024.RUNS);
    keeps.machine.on(
        "holdfast follow --from http://10.0.2.100/fresh/",
        command -> keeps.runs.isBad() ? keeps.follow(command) : new Result(0, "nothing is done"));
    MarchResult result = play();
    assertThat(notHeld(result)).containsExactly(MarchAct.REPLACED, MarchAct.CLEAN);
    assertThat(result.toJson()).contains("It is still on till-1");
  }

  @Test
  void a_network_that_stays_up_is_told() throws Exception {
    node(March2024.NEVER).machine.prints("/sys/class/net", "/sys/class/net/eth0\n");
    assertThat(notHeld(play())).containsExactly(MarchAct.NO_WAY);
  }

  @Test
  void a_stale_mirror_that_goes_unnoticed_is_told() throws Exception {
    node(March2024.NEVER)
        .machine
        .on("holdfast follow --from http://10.0.2.100/stale/", _ -> new Result(0, "nothing new"));
    assertThat(notHeld(play())).containsExactly(MarchAct.STALE_MIRROR);
  }

  @Test
  void a_node_that_says_nothing_of_what_it_runs_leaves_the_picture_incomplete() throws Exception {
    node(March2024.RUNS).machine.on("holdfast status --statement", _ -> new Result(1, "no key"));
    MarchResult result = play();
    assertThat(notHeld(result)).contains(MarchAct.NAMED, MarchAct.PLANNED, MarchAct.CLEAN);
    assertThat(result.held()).isFalse();
    assertThat(result.chapters()).hasSize(MarchAct.values().length);
    assertThat(result.chapters().getFirst().problems().getFirst())
        .contains("On till-1, 'holdfast status --statement' failed with exit code 1: no key");
  }

  @Test
  void a_node_that_runs_something_else_in_the_end_is_told() throws Exception {
    node(March2024.NEVER).machine.on("IMAGE_VERSION", _ -> new Result(0, "1.1.0\n"));
    assertThat(notHeld(play()))
        .containsExactly(
            MarchAct.NEVER, MarchAct.OLD_MEDIUM, MarchAct.STALE_MIRROR, MarchAct.NO_WAY);
  }

  private TinyNode node(Node node) {
    return Objects.requireNonNull(nodes.get(node.name()));
  }

  private MarchResult play() throws InterruptedException {
    List<Chapter> chapters = story.play();
    return new MarchResult(
        Instant.EPOCH,
        Duration.ofMinutes(1),
        "machines",
        chapters,
        story.events(),
        Guidance.text());
  }

  private static Set<MarchAct> notHeld(MarchResult result) {
    return result.chapters().stream()
        .filter(each -> !each.held())
        .map(Chapter::act)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(MarchAct.class)));
  }

  private Operator operator(TinyRepository repository) {
    return new Operator(
        repository.folder,
        repository.keys,
        folder.resolve("operator"),
        March2024.nodes().stream().collect(Collectors.toMap(Node::name, Node::exposure)));
  }
}
