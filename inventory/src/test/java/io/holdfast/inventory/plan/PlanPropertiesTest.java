package io.holdfast.inventory.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.inventory.plan.HoldingNode.Held;
import io.holdfast.inventory.statement.Exposure;
import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import io.holdfast.release.manifest.Architecture;
import io.holdfast.release.manifest.ReleaseName;
import io.holdfast.release.manifest.ReleaseRef;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Fleets and releases at random: what a plan must never do, and what it must not leave out. */
class PlanPropertiesTest {
  private static final List<ReleaseName> NAMES =
      List.of(new ReleaseName("edge"), new ReleaseName("kiosk"));

  /** All that a plan is made of. */
  record World(
      List<KnownRelease> releases,
      Map<ReleaseName, Version> floors,
      List<HoldingNode> nodes,
      Containment containment) {
    Catalogue catalogue() {
      return new Catalogue(releases, floors);
    }

    Optional<KnownRelease> known(ReleaseRef release) {
      return releases.stream().filter(each -> each.release().equals(release)).findFirst();
    }

    boolean safe(ReleaseRef release) {
      return known(release)
          .filter(each -> each.standing() == Standing.UNAFFECTED && !each.withdrawn())
          .isPresent();
    }

    boolean bad(ReleaseRef release) {
      return known(release)
          .filter(each -> each.standing() == Standing.AFFECTED || each.withdrawn())
          .isPresent();
    }

    boolean belowFloor(ReleaseRef release) {
      Version floor = floors.get(release.name());
      return floor != null && release.version().compareTo(floor) < 0;
    }
  }

  @Property(tries = 4000, seed = "3094", edgeCases = EdgeCasesMode.NONE)
  void no_node_is_sent_to_what_is_not_safe_or_failed_there_or_is_below_the_floor(
      @ForAll("worlds") World world) {
    for (HoldingNode node : world.nodes) {
      NodePlan plan = NodePlan.of(node, world.catalogue(), world.containment).orElse(null);
      if (plan == null) {
        continue;
      }
      switch (plan.way()) {
        case WayOff.Upgrade(ReleaseRef to, boolean staged) -> {
          assertThat(world.safe(to)).isTrue();
          assertThat(world.belowFloor(to)).isFalse();
          assertThat(node.barred()).doesNotContain(to.manifest());
          assertThat(to.name()).isEqualTo(node.running().name());
          assertThat(to.version()).isGreaterThan(node.running().version());
          assertThat(staged).isEqualTo(node.held().contains(new Held(Place.STAGED, to)));
        }
        case WayOff.Revert(ReleaseRef to, Place from) -> {
          assertThat(world.safe(to)).isTrue();
          assertThat(node.held()).contains(new Held(from, to));
          assertThat(from).isIn(Place.LAST_KNOWN_GOOD, Place.OLDER);
          assertThat(world.belowFloor(to) && from != Place.LAST_KNOWN_GOOD).isFalse();
          assertThat(node.barred()).doesNotContain(to.manifest());
        }
        case WayOff.Contain(Containment how, String why) -> {
          assertThat(how).isEqualTo(world.containment);
          assertThat(why).isNotBlank();
          if (how == Containment.RECOVERY) {
            assertThat(node.held())
                .anyMatch(each -> each.place() == Place.RECOVERY && world.safe(each.release()));
          }
        }
        case WayOff.Person(String why) -> assertThat(why).isNotBlank();
        case WayOff.Stay _ -> {
          assertThat(world.safe(node.running())).isTrue();
          assertThat(plan.unclean()).isNotEmpty();
        }
      }
    }
  }

  @Property(tries = 4000, seed = "3094", edgeCases = EdgeCasesMode.NONE)
  void no_way_is_longer_than_it_must_be(@ForAll("worlds") World world) {
    for (HoldingNode node : world.nodes) {
      if (!world.bad(node.running())) {
        continue;
      }
      WayOff way = NodePlan.of(node, world.catalogue(), world.containment).orElseThrow().way();
      Architecture architecture = world.known(node.running()).orElseThrow().architecture();
      List<ReleaseRef> newer =
          world.releases.stream()
              .filter(each -> each.architecture() == architecture)
              .map(KnownRelease::release)
              .filter(each -> each.name().equals(node.running().name()))
              .filter(each -> each.version().compareTo(node.running().version()) > 0)
              .filter(each -> world.safe(each) && !world.belowFloor(each))
              .filter(each -> !node.barred().contains(each.manifest()))
              .toList();
      boolean back =
          node.held().stream()
              .filter(each -> Set.of(Place.LAST_KNOWN_GOOD, Place.OLDER).contains(each.place()))
              .filter(each -> each.release().name().equals(node.running().name()))
              .filter(each -> world.safe(each.release()))
              .filter(each -> !node.barred().contains(each.release().manifest()))
              .anyMatch(
                  each ->
                      each.place() == Place.LAST_KNOWN_GOOD || !world.belowFloor(each.release()));
      if (!newer.isEmpty()) {
        assertThat(way).isInstanceOf(WayOff.Upgrade.class);
        WayOff.Upgrade upgrade = (WayOff.Upgrade) way;
        if (!upgrade.staged()) {
          assertThat(newer).allMatch(each -> each.version().compareTo(upgrade.to().version()) >= 0);
        }
      } else {
        assertThat(way instanceof WayOff.Revert).isEqualTo(back);
      }
    }
  }

  @Property(tries = 2000, seed = "3094", edgeCases = EdgeCasesMode.NONE)
  void every_node_that_is_not_clean_is_in_the_plan_once_in_whatever_order_they_come(
      @ForAll("worlds") World world) {
    Plan plan = Plan.of("CVE-2024-3094", world.nodes, world.catalogue(), world.containment);
    List<HoldingNode> shuffled = new ArrayList<>(world.nodes);
    Collections.shuffle(shuffled, new Random(1));
    assertThat(Plan.of("CVE-2024-3094", shuffled, world.catalogue(), world.containment))
        .isEqualTo(plan);
    List<String> planned =
        plan.groups().stream()
            .flatMap(each -> each.nodes().stream())
            .map(HoldingNode::name)
            .toList();
    assertThat(planned).doesNotHaveDuplicates().hasSize(plan.notClean());
    Set<String> notClean =
        world.nodes.stream()
            .filter(
                node ->
                    !world.safe(node.running())
                        || node.held().stream().anyMatch(each -> world.bad(each.release())))
            .map(HoldingNode::name)
            .collect(Collectors.toSet());
    assertThat(new TreeSet<>(planned)).isEqualTo(new TreeSet<>(notClean));
    assertThat(plan.groups()).isSortedAccordingTo((a, b) -> a.exposure().compareTo(b.exposure()));
  }

  @Provide
  Arbitrary<World> worlds() {
    return Arbitraries.randomValue(PlanPropertiesTest::world);
  }

  private static World world(Random random) {
    List<KnownRelease> releases = new ArrayList<>();
    List<ReleaseRef> all = new ArrayList<>();
    for (ReleaseName name : NAMES) {
      for (int i = 1; i <= 5; i++) {
        ReleaseRef release = release(name, i);
        all.add(release);
        if (random.nextInt(8) > 0) {
          releases.add(
              new KnownRelease(
                  release,
                  any(random, Architecture.values()),
                  any(random, Standing.values()),
                  random.nextInt(5) == 0));
        }
      }
    }
    Map<ReleaseName, Version> floors =
        random.nextBoolean()
            ? Map.of()
            : Map.of(NAMES.getFirst(), new Version("1." + (1 + random.nextInt(5))));
    List<HoldingNode> nodes = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      nodes.add(node("n" + i, all, random));
    }
    return new World(releases, floors, nodes, any(random, Containment.values()));
  }

  private static HoldingNode node(String name, List<ReleaseRef> all, Random random) {
    List<Held> held = new ArrayList<>();
    held.add(new Held(Place.RUNNING, any(random, all.toArray(ReleaseRef[]::new))));
    for (Place place : Place.values()) {
      if (place != Place.RUNNING && random.nextBoolean()) {
        held.add(new Held(place, any(random, all.toArray(ReleaseRef[]::new))));
      }
    }
    Set<Digest> barred =
        random.nextInt(3) > 0
            ? Set.of()
            : Set.of(any(random, all.toArray(ReleaseRef[]::new)).manifest());
    return new HoldingNode(
        name, "site" + random.nextInt(2), any(random, Exposure.values()), held, barred);
  }

  private static ReleaseRef release(ReleaseName name, int minor) {
    Version version = new Version("1." + minor);
    byte[] bytes = (name + " " + version).getBytes(StandardCharsets.UTF_8);
    return new ReleaseRef(name, version, Digest.of(bytes));
  }

  private static <T> T any(Random random, T[] values) {
    return values[random.nextInt(values.length)];
  }
}
