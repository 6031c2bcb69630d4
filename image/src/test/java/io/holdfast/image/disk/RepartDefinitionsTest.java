package io.holdfast.image.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RepartDefinitionsTest {
  @Test
  void there_is_a_file_for_each_partition_in_the_order_of_the_plan() throws Exception {
    Map<String, String> files = definitions("/w");
    assertThat(new ArrayList<>(files.keySet()))
        .isSorted()
        .startsWith("10-COS_GRUB.conf", "11-holdfast-a.conf")
        .endsWith("17-COS_OEM.conf", "18-COS_PERSISTENT.conf");
    assertThat(files.get("11-holdfast-a.conf"))
        .isEqualTo(
            """
            [Partition]
            Type=root-x86-64
            Label=holdfast-a
            UUID=00112233-4455-6677-8899-aabbccddeeff
            SizeMinBytes=1073741824
            SizeMaxBytes=1073741824
            CopyBlocks=/w/root
            """);
    assertThat(files.get("13-holdfast-b.conf")).doesNotContain("Copy", "Format", "UUID");
    assertThat(files.get("15-holdfast-recovery.conf"))
        .contains("CopyBlocks=/w/root\n")
        .doesNotContain("UUID");
    assertThat(files.get("16-holdfast-recovery-verity.conf")).contains("CopyBlocks=/w/verity\n");
    assertThat(files.get("10-COS_GRUB.conf")).contains("Format=vfat\nCopyFiles=/w/esp:/\n");
    assertThat(files.get("17-COS_OEM.conf")).contains("Format=ext4\nCopyFiles=/w/oem:/\n");
    assertThat(files.get("18-COS_PERSISTENT.conf"))
        .contains("Format=ext4\n")
        .doesNotContain("Copy");
  }

  @Test
  void a_percent_sign_in_the_work_folder_is_no_specifier() throws Exception {
    assertThat(definitions("/100% of it").get("11-holdfast-a.conf"))
        .contains("CopyBlocks=/100%% of it/root\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a:b", "/a\\b", "/a\nFormat=vfat"})
  void a_work_folder_that_a_definition_cannot_name_is_refused(String folder) {
    assertThatThrownBy(() -> definitions(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Choose another");
  }

  private static Map<String, String> definitions(String folder) throws Exception {
    DiskPlan plan =
        DiskPlan.of(new ByteSize(8L << 30), TestReleases.manifest(), new SlotSize.ByDisk());
    return RepartDefinitions.of(plan, new Staging(Path.of(folder)));
  }
}
