package io.holdfast.config.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.config.disk.TableText.Signature;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableTextTest {
  @Test
  void a_table_is_read() throws Exception {
    String json =
        """
        {
           "partitiontable": {
              "label": "gpt",
              "id": "2B1E3A0C-0A2B-4B3A-8A55-6A0F3B0B7C11",
              "device": "/dev/nvme0n1",
              "unit": "sectors",
              "firstlba": 2048,
              "lastlba": 131038,
              "sectorsize": 512,
              "partitions": [
                 {
                    "node": "/dev/nvme0n1p1",
                    "start": 2048,
                    "size": 20480,
                    "type": "0FC63DAF-8483-4772-8E79-3D69D8477DE4",
                    "uuid": "11111111-2222-3333-4444-555555555555",
                    "name": "data \\u00e4 #1: x",
                    "attrs": "LegacyBIOSBootable"
                 },{
                    "node": "/dev/nvme0n1p12",
                    "start": 22528,
                    "size": 1,
                    "type": "0FC63DAF-8483-4772-8E79-3D69D8477DE4",
                    "uuid": "11111111-2222-3333-4444-555555555556"
                 }
              ]
           }
        }
        """;

    assertThat(TableText.partitions(json))
        .containsExactly(
            new DiskPartition(1, 2048, 20480, "data ä #1: x", "", ""),
            new DiskPartition(12, 22528, 1, "", "", ""));
    assertThat(TableText.partitions("{\"partitiontable\": {\"device\": \"/dev/sda\"}}")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"partitiontable\": 1}",
        "{\"partitiontable\": {\"device\": \"/dev/a\", \"partitions\": [{\"node\": \"/dev/ax\"}]}}",
        "{\"partitiontable\": {\"device\": \"/dev/a\", \"partitions\": [{\"node\": \"/dev/a1\","
            + " \"start\": -1, \"size\": 2}]}}"
      })
  void a_table_that_is_none_is_refused(String json) {
    assertThatThrownBy(() -> TableText.partitions(json)).isInstanceOf(IOException.class);
  }

  @Test
  void signatures_are_told_apart() throws Exception {
    assertThat(TableText.signature("")).isEqualTo(Signature.NONE);
    assertThat(TableText.signature("{\"signatures\": []}")).isEqualTo(Signature.NONE);
    assertThat(
            TableText.signature(
                "{\"signatures\": [{\"type\": \"gpt\", \"label\": null}, {\"type\": \"gpt\"},"
                    + " {\"type\": \"PMBR\", \"label\": null}]}"))
        .isEqualTo(new Signature("gpt", "", ""));
    assertThat(
            TableText.signature(
                "{\"signatures\": [{\"type\": \"ext4\", \"label\": \"DATA\"}, {\"type\":"
                    + " \"dos\"}]}"))
        .isEqualTo(new Signature("dos", "ext4", "DATA"));
    assertThatThrownBy(() -> TableText.signature("wipefs: error")).isInstanceOf(IOException.class);
  }

  @Test
  void a_script_names_each_partition_last_that_gets_a_file_system() {
    LayoutPlan plan =
        new LayoutPlan(
            true,
            List.of(),
            List.of(
                new LayoutPlan.NewPartition(2048, 4096, "a", FileSystemKind.EXT4, "A", true),
                new LayoutPlan.NewPartition(6144, 2048, "b", FileSystemKind.NONE, "", false),
                new LayoutPlan.NewPartition(8192, 2048, "c", FileSystemKind.FAT32, "", true)),
            null);

    assertThat(TableText.script(plan, "data"))
        .isEqualTo(
            """
            label: gpt
            label-id: %s
            start=2048, size=4096, type=0FC63DAF-8483-4772-8E79-3D69D8477DE4, name="unfinished by holdfast", attrs="LegacyBIOSBootable"
            start=6144, size=2048, type=0FC63DAF-8483-4772-8E79-3D69D8477DE4, name="b"
            start=8192, size=2048, type=C12A7328-F81F-11D2-BA4B-00A0C93EC93B, name="unfinished by holdfast"
            """
                .formatted(TableText.named("data")));
  }

  @Test
  void the_identifier_of_a_name_is_that_of_the_specification() {
    // RFC 9562, A.4, has one of the names of hosts; this one is of Python's
    // uuid.uuid5(NAMESPACE_URL).
    assertThat(TableText.named("http://www.example.com/"))
        .hasToString("fcde3c85-2270-590f-9e7c-ee003d65e0e2");
  }
}
