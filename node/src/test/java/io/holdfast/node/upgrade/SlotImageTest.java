package io.holdfast.node.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.release.Digest;
import io.holdfast.release.manifest.Part;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlotImageTest {
  private static final int DEVICE_SIZE = 8 << 20;

  @TempDir Path folder;
  private Path device;

  @BeforeEach
  void make_device() throws IOException {
    device = Files.write(folder.resolve("device"), new byte[DEVICE_SIZE]);
  }

  @Test
  void what_is_written_reads_back_whatever_its_size() throws Exception {
    for (int size :
        new int[] {1, 4096, BlockPipe.BLOCK, BlockPipe.BLOCK + 1, 5 * BlockPipe.BLOCK - 7}) {
      byte[] bytes = bytes(size);
      Part part = part(bytes);
      SlotImage image = new SlotImage(device, DEVICE_SIZE);
      image.write(part, new ByteArrayInputStream(bytes), done -> {});
      image.verify(part, done -> {});
      assertThat(Files.size(device)).isEqualTo(DEVICE_SIZE);
    }
  }

  @Test
  void a_flipped_bit_is_found_when_reading_back() throws Exception {
    byte[] bytes = bytes(3 << 20);
    Part part = part(bytes);
    SlotImage image = new SlotImage(device, DEVICE_SIZE);
    image.write(part, new ByteArrayInputStream(bytes), done -> {});
    byte[] disk = Files.readAllBytes(device);
    disk[2 << 20] ^= 1;
    Files.write(device, disk);
    assertThatThrownBy(() -> image.verify(part, done -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("nothing was switched");
  }

  @Test
  void what_does_not_fit_is_refused_before_the_first_byte() throws Exception {
    byte[] bytes = bytes(4096);
    SlotImage small = new SlotImage(device, 4095);
    assertThatThrownBy(() -> small.write(part(bytes), new ByteArrayInputStream(bytes), done -> {}))
        .hasMessageContaining("too small");
    assertThat(Files.readAllBytes(device)).containsOnly(0);
  }

  @Test
  void a_source_that_fails_fails_the_writing() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the network is gone");
          }

          @Override
          public int read(byte[] bytes, int from, int length) throws IOException {
            return read();
          }
        };
    assertThatThrownBy(
            () -> new SlotImage(device, DEVICE_SIZE).write(part(bytes(9)), broken, done -> {}))
        .hasMessage("the network is gone");
  }

  @Test
  void a_disk_that_fails_fails_the_writing() {
    Path gone = folder.resolve("no-such-device");
    assertThatThrownBy(
            () ->
                new SlotImage(gone, DEVICE_SIZE)
                    .write(part(bytes(9)), new ByteArrayInputStream(bytes(9)), done -> {}))
        .isInstanceOf(IOException.class);
  }

  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private static Part part(byte[] bytes) {
    return new Part(Part.Kind.ROOT, Digest.of(bytes), bytes.length);
  }
}
