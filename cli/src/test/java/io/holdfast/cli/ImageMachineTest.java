package io.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.lab.machine.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageMachineTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "node.img, node",
    "Edge_Node 1.qcow2, edge-node-1",
    "disk, disk",
    ".img, img",
    "knöten.img, kn-ten",
    "___, node",
    "a.b.c, a-b"
  })
  void a_machine_is_named_for_its_image(String file, String name) {
    assertThat(new ImageMachine(folder.resolve(file)).name()).isEqualTo(name);
  }

  @Test
  void a_long_name_is_cut() {
    assertThat(new ImageMachine(folder.resolve("a".repeat(200) + ".img")).name()).hasSize(40);
  }

  @Test
  void the_first_bytes_tell_the_format_and_not_the_name() throws IOException {
    Path image = folder.resolve("node.img");
    Files.write(image, new byte[] {'Q', 'F', 'I', (byte) 0xfb, 0, 0, 0, 3});
    assertThat(ImageMachine.of(image).disk()).isEqualTo(Disk.qcow2(image));
    Files.write(image, new byte[] {'Q', 'F', 'I'});
    assertThat(ImageMachine.of(image).disk()).isEqualTo(Disk.raw(image));
  }

  @Test
  void what_belongs_to_the_machine_lies_beside_its_image() {
    ImageMachine machine = new ImageMachine(folder.resolve("node.img"));
    assertThat(machine.variables()).isEqualTo(folder.resolve("node.img.variables"));
    assertThat(machine.tpm()).isEqualTo(folder.resolve("node.img.tpm"));
  }

  @Test
  void a_machine_without_its_image_is_told_before_anything_is_made() {
    CommandRun run = CommandRun.of("lab", "run", "--disk", folder.resolve("none.img"));
    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.errors()).contains("none.img", "holdfast install");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void a_folder_is_no_image() {
    CommandRun run = CommandRun.of("lab", "run", "--disk", folder);
    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.errors()).contains("is no file");
  }

  @Test
  void a_name_that_no_machine_can_have_is_wrong_usage() throws IOException {
    Path image = Files.createFile(folder.resolve("node.img"));
    CommandRun run = CommandRun.of("lab", "run", "--disk", image, "--name", "../etc");
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.errors()).contains("../etc");
    run = CommandRun.of("lab", "run", "--disk", image, "--memory", "1");
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.errors()).contains("memory");
  }
}
