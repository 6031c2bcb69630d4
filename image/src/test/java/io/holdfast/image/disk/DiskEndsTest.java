package io.holdfast.image.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DiskEndsTest {
  private static final int MIB = 1 << 20;

  @TempDir Path folder;

  @Test
  void wiping_takes_the_first_and_last_mib_and_nothing_between() throws Exception {
    byte[] bytes = new byte[3 * MIB + 7];
    Arrays.fill(bytes, (byte) 1);
    Path disk = Files.write(folder.resolve("disk"), bytes);

    DiskEnds.wipe(disk, new ByteSize(bytes.length));

    Arrays.fill(bytes, 0, MIB, (byte) 0);
    Arrays.fill(bytes, bytes.length - MIB, bytes.length, (byte) 0);
    assertThat(Files.readAllBytes(disk)).isEqualTo(bytes);
    assertThat(DiskEnds.areEmpty(disk, new ByteSize(bytes.length))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, MIB - 1, 2 * MIB + 7, 3 * MIB + 6})
  void one_byte_at_either_end_is_noticed(int place) throws Exception {
    byte[] bytes = new byte[3 * MIB + 7];
    bytes[place] = 1;
    Path disk = Files.write(folder.resolve("disk"), bytes);
    assertThat(DiskEnds.areEmpty(disk, new ByteSize(bytes.length))).isFalse();
  }

  @Test
  void a_disk_of_less_than_a_mib_has_its_length_afterwards() throws Exception {
    Path disk = Files.write(folder.resolve("disk"), new byte[] {1, 2, 3});
    DiskEnds.wipe(disk, new ByteSize(3));
    assertThat(Files.readAllBytes(disk)).containsExactly(0, 0, 0);
  }
}
