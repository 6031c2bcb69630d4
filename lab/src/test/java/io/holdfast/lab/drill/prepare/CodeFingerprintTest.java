package io.holdfast.lab.drill.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.release.Digest;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CodeFingerprintTest {
  @TempDir private Path folder;

  @Test
  void a_changed_byte_and_a_changed_name_are_other_code() throws Exception {
    Path file = Files.writeString(folder.resolve("A.class"), "one");
    Digest first = CodeFingerprint.of(folder);
    assertThat(CodeFingerprint.of(folder)).isEqualTo(first);
    Files.writeString(file, "two");
    Digest second = CodeFingerprint.of(folder);
    assertThat(second).isNotEqualTo(first);
    Files.move(file, folder.resolve("B.class"));
    assertThat(CodeFingerprint.of(folder)).isNotEqualTo(second);
    assertThat(CodeFingerprint.of(folder.resolve("B.class"))).isNotEqualTo(second);
  }

  @Test
  void the_code_of_a_class_is_found() throws Exception {
    assertThat(CodeFingerprint.ofRoom(CodeFingerprint.class))
        .isEqualTo(CodeFingerprint.ofRoom(Workshop.class))
        .isNotEqualTo(CodeFingerprint.ofRoom(CodeFingerprintTest.class));
  }
}
