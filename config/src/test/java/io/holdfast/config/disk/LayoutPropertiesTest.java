package io.holdfast.config.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.config.action.ChangeLayout;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Disks and wishes at random: what is there stays, nothing overlaps, and once is enough. */
class LayoutPropertiesTest {
  /** Gap before it and its size, in sectors, and its label. */
  private record Seed(int gap, int sectors, String label) {}

  @Property(tries = 2000, seed = "5")
  void a_plan_harms_nothing_and_leads_to_what_is_wanted(
      @ForAll("disks") DiskTable disk, @ForAll("layouts") ChangeLayout wanted) {
    LayoutPlan plan;
    try {
      plan = LayoutPlan.of(disk, wanted);
    } catch (LayoutException e) {
      assertThat(e).hasMessageMatching("(?s).{10,}");
      return;
    }
    DiskTable after = after(disk, plan);

    keepsWhatIsThere(disk, plan, after);
    isSound(after, disk);
    for (ChangeLayout.Partition wish : wanted.added()) {
      assertThat(after.partitions()).anyMatch(partition -> partition.label().equals(wish.label()));
    }
    assertThat(plan.added()).extracting(LayoutPlan.NewPartition::label).doesNotHaveDuplicates();
    assertThat(after.partitions())
        .noneMatch(partition -> partition.label().equals(LayoutPlan.UNFINISHED));
    for (LayoutPlan.NewPartition made : plan.added()) {
      assertThat(made.start() % disk.mebibyteSectors()).isZero();
    }
    assertThat(planned(after, wanted)).matches(LayoutPlan::isEmpty, "a second run changes nothing");
  }

  private static LayoutPlan planned(DiskTable disk, ChangeLayout wanted) {
    try {
      return LayoutPlan.of(disk, wanted);
    } catch (LayoutException e) {
      throw new AssertionError("what is so already is refused: " + e.getMessage(), e);
    }
  }

  private static void keepsWhatIsThere(DiskTable disk, LayoutPlan plan, DiskTable after) {
    assertThat(plan.initialize()).isEqualTo(disk.kind().isEmpty());
    for (DiskPartition partition : disk.partitions()) {
      if (partition.label().equals(LayoutPlan.UNFINISHED)) {
        continue;
      }
      DiskPartition now =
          after.partitions().stream()
              .filter(other -> other.number() == partition.number())
              .findFirst()
              .orElseThrow();
      assertThat(now.start()).isEqualTo(partition.start());
      assertThat(now.label()).isEqualTo(partition.label());
      if (plan.growth() != null && plan.growth().number() == partition.number()) {
        assertThat(now.sectors()).isGreaterThan(partition.sectors());
        assertThat(after.last().orElseThrow().number()).isEqualTo(partition.number());
      } else {
        assertThat(now).isEqualTo(partition);
      }
    }
  }

  private static void isSound(DiskTable after, DiskTable before) {
    long end = 0;
    Set<Integer> numbers = new HashSet<>();
    for (DiskPartition partition :
        after.partitions().stream()
            .sorted(Comparator.comparingLong(DiskPartition::start))
            .toList()) {
      assertThat(partition.start()).isGreaterThanOrEqualTo(end);
      assertThat(partition.sectors()).isPositive();
      assertThat(numbers.add(partition.number())).isTrue();
      end = partition.end();
    }
    long endBefore = before.last().map(DiskPartition::end).orElse(0L);
    assertThat(end).isLessThanOrEqualTo(Math.max(endBefore, before.usableEnd()));
  }

  private static DiskTable after(DiskTable disk, LayoutPlan plan) {
    List<DiskPartition> partitions = new ArrayList<>();
    for (DiskPartition partition : disk.partitions()) {
      LayoutPlan.Growth growth = plan.growth();
      if (plan.removed().contains(partition.number())) {
        continue;
      }
      partitions.add(
          growth == null || growth.number() != partition.number()
              ? partition
              : new DiskPartition(
                  partition.number(),
                  partition.start(),
                  growth.sectors(),
                  partition.label(),
                  partition.content(),
                  partition.contentLabel()));
    }
    int number = 1000;
    for (LayoutPlan.NewPartition made : plan.added()) {
      partitions.add(
          new DiskPartition(
              number++,
              made.start(),
              made.sectors(),
              made.label(),
              "ext4",
              made.fileSystemLabel()));
    }
    return new DiskTable(disk.sectorBytes(), disk.sectors(), "gpt", "", partitions);
  }

  @Provide
  Arbitrary<DiskTable> disks() {
    Arbitrary<Seed> seeds =
        Combinators.combine(
                Arbitraries.integers().between(0, 5000),
                Arbitraries.integers().between(1, 40_000),
                labels())
            .as(Seed::new);
    return Combinators.combine(
            Arbitraries.of(512L, 4096L),
            Arbitraries.integers().between(0, 200_000),
            seeds.list().ofMaxSize(5),
            Arbitraries.of(true, false))
        .as(LayoutPropertiesTest::disk);
  }

  private static DiskTable disk(long sectorBytes, int free, List<Seed> seeds, boolean isEmpty) {
    long at = DiskTable.MEBIBYTE / sectorBytes;
    List<DiskPartition> partitions = new ArrayList<>();
    for (Seed seed : isEmpty ? List.<Seed>of() : seeds) {
      at += seed.gap();
      partitions.add(
          new DiskPartition(partitions.size() + 1, at, seed.sectors(), seed.label(), "ext4", ""));
      at += seed.sectors();
    }
    return new DiskTable(sectorBytes, at + 64 + free, isEmpty ? "" : "gpt", "", partitions);
  }

  @Provide
  Arbitrary<ChangeLayout> layouts() {
    Arbitrary<ChangeLayout.Partition> wishes =
        Combinators.combine(
                Arbitraries.of("a", "b", "c"),
                Arbitraries.longs().between(0, 30),
                Arbitraries.of("ext4", "vfat", "none"))
            .as((label, size, kind) -> new ChangeLayout.Partition("", label, size, kind, false));
    return Combinators.combine(
            Arbitraries.longs().between(0, 60).injectNull(0.5),
            wishes.list().ofMaxSize(4),
            Arbitraries.of(true, false))
        .as(
            (expand, added, initialize) ->
                LayoutPlanTest.layout(
                    initialize, expand, added.toArray(ChangeLayout.Partition[]::new)));
  }

  private static Arbitrary<String> labels() {
    return Arbitraries.of("a", "b", "", "x", LayoutPlan.UNFINISHED);
  }
}
