package io.holdfast.image.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.image.disk.DiskFacts.Access;
import io.holdfast.image.disk.DiskFacts.Placement;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DiskChoiceTest {
  private static final ByteSize NEEDED = new ByteSize(2L << 30);
  private static final Contents EMPTY = new Contents.Empty();
  private static final DiskFacts GOOD = disk("good", 8, Placement.INTERNAL, EMPTY);
  private static final DiskFacts SYSTEM =
      new DiskFacts(
          Path.of("/dev/system"),
          new ByteSize(64L << 30),
          Placement.INTERNAL,
          Access.WRITABLE,
          List.of("/dev/system1 is mounted at /"),
          new Contents.Holds("a partition table (gpt)"),
          "Model X",
          "123");

  @Test
  void the_one_empty_internal_disk_that_is_large_enough_is_taken() throws Exception {
    List<DiskFacts> disks =
        List.of(
            SYSTEM,
            disk("stick", 16, Placement.EXTERNAL, EMPTY),
            disk("small", 1, Placement.INTERNAL, EMPTY),
            disk("full", 8, Placement.INTERNAL, new Contents.Holds("a partition table (dos)")),
            GOOD);
    DiskChoice choice = DiskChoice.auto(disks, NEEDED);
    assertThat(choice.disk()).isEqualTo(GOOD);
    assertThat(choice.reason()).isEqualTo("it is the only empty internal disk of at least 2 GiB");
  }

  @Test
  void two_that_would_do_are_refused_and_named() {
    DiskFacts other = disk("other", 4, Placement.INTERNAL, EMPTY);
    assertThatThrownBy(() -> DiskChoice.auto(List.of(GOOD, SYSTEM, other), NEEDED))
        .isInstanceOf(DiskRefusedException.class)
        .hasMessageContaining("2 empty internal disks")
        .hasMessageContaining("/dev/good (8 GiB)")
        .hasMessageContaining("/dev/other (4 GiB)")
        .hasMessageNotContaining("/dev/system");
  }

  @Test
  void where_none_will_do_each_is_named_with_all_its_reasons() {
    DiskFacts locked =
        new DiskFacts(
            Path.of("/dev/locked"),
            new ByteSize(1L << 30),
            Placement.EXTERNAL,
            Access.READ_ONLY,
            List.of(),
            new Contents.Unknown("this user may not read it; try as root"),
            "",
            "");
    DiskFacts reader = disk("reader", 0, Placement.EXTERNAL, EMPTY);
    assertThatThrownBy(() -> DiskChoice.auto(List.of(SYSTEM, locked, reader), NEEDED))
        .isInstanceOf(DiskRefusedException.class)
        .hasMessageContaining(
            "\n  /dev/system (64 GiB, Model X) is in use: /dev/system1 is mounted at /; holds a"
                + " partition table (gpt)\n")
        .hasMessageContaining(
            "\n  /dev/locked (1 GiB) is too small: 2 GiB are needed; is read-only; is not an"
                + " internal disk; cannot be looked at: this user may not read it; try as root\n")
        .hasMessageContaining("/dev/reader (0 bytes) has no medium in it");
  }

  @Test
  void a_machine_without_disks_is_refused() {
    assertThatThrownBy(() -> DiskChoice.auto(List.of(), NEEDED))
        .isInstanceOf(DiskRefusedException.class)
        .hasMessageContaining("this machine has none");
  }

  @Test
  void what_a_disk_says_of_itself_cannot_steer_the_terminal() {
    DiskFacts disk =
        new DiskFacts(
            Path.of("/dev/x"),
            NEEDED,
            Placement.INTERNAL,
            Access.WRITABLE,
            List.of(),
            EMPTY,
            "Mod\u001b[2Jel  ",
            "1\u202e2");
    assertThat(disk.describe()).isEqualTo("/dev/x (2 GiB, Mod?[2Jel)");
    assertThat(disk.serial()).isEqualTo("1?2");
  }

  private static DiskFacts disk(String name, long gib, Placement placement, Contents contents) {
    return new DiskFacts(
        Path.of("/dev", name),
        new ByteSize(gib << 30),
        placement,
        Access.WRITABLE,
        List.of(),
        contents,
        "",
        "");
  }
}
