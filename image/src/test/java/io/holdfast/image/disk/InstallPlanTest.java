package io.holdfast.image.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.image.disk.DiskFacts.Access;
import io.holdfast.image.disk.DiskFacts.Placement;
import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonObject;
import io.holdfast.release.manifest.ReleaseRef;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class InstallPlanTest {
  private static final ByteSize SIZE = new ByteSize(8L << 30);

  @Test
  void people_read_what_is_written_where_and_why_there() throws Exception {
    assertThat(plan(new Contents.Holds("a partition table (gpt)")).text())
        .isEqualTo(
            """
            release  edge 1.0.0 (aaaaaaaaaaaa)
            disk     /dev/vda (8 GiB, QEMU)
            why      it was named
            holds    a partition table (gpt), which is erased

             #  label                           size  what is written
             1  COS_GRUB                     512 MiB  loader, kernel images and their entries (vfat)
             2  holdfast-a                     1 GiB  root image
             3  holdfast-a-verity             16 MiB  hash tree
             4  holdfast-b                     1 GiB  nothing: the next release's place
             5  holdfast-b-verity             16 MiB  nothing: the next release's place
             6  holdfast-recovery              1 GiB  root image
             7  holdfast-recovery-verity      16 MiB  hash tree
             8  COS_OEM                       64 MiB  configuration and the node's own state (ext4)
             9  COS_PERSISTENT               4.3 GiB  empty: what persists (ext4)
            """);
    assertThat(plan(new Contents.Empty()).text()).contains("holds    nothing\n");
  }

  @Test
  void programs_read_the_same_as_json() throws Exception {
    String json = plan(new Contents.Empty()).toJson();
    JsonObject plan = Json.parseObject(json.getBytes(StandardCharsets.UTF_8), 1 << 16);
    assertThat(plan.object("release").values())
        .containsEntry("name", "edge")
        .containsEntry("version", "1.0.0")
        .containsEntry("manifest", "sha256:" + "a".repeat(64));
    assertThat(plan.object("disk").values())
        .containsEntry("path", "/dev/vda")
        .containsEntry("size", SIZE.bytes())
        .containsEntry("reason", "it was named")
        .containsEntry("holds", "")
        .containsEntry("model", "QEMU")
        .containsEntry("serial", "S1");
    List<JsonObject> partitions = plan.objects("partitions", 9);
    assertThat(partitions).hasSize(9);
    assertThat(partitions.get(1).values())
        .containsEntry("label", "holdfast-a")
        .containsEntry("type", "4f68bce3-e8cd-4db1-96e7-fbcaf984b709")
        .containsEntry("size", 1L << 30)
        .containsEntry("uuid", "00112233-4455-6677-8899-aabbccddeeff")
        .containsEntry("writes", "root");
    assertThat(partitions.get(3).values())
        .containsEntry("uuid", null)
        .containsEntry("writes", "nothing");
  }

  private static InstallPlan plan(Contents contents) throws Exception {
    DiskFacts facts =
        new DiskFacts(
            Path.of("/dev/vda"),
            SIZE,
            Placement.INTERNAL,
            Access.WRITABLE,
            List.of(),
            contents,
            "QEMU",
            "S1");
    return new InstallPlan(
        new ReleaseRef(TestReleases.NAME, new Version("1.0.0"), new Digest("a".repeat(64))),
        new DiskTarget.Disk(facts),
        "it was named",
        DiskPlan.of(SIZE, TestReleases.manifest(), new SlotSize.ByDisk()),
        false);
  }
}
