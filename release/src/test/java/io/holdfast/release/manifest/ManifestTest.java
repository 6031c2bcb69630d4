package io.holdfast.release.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.release.Cases;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ManifestTest {
  private static final Path GOLDEN = Cases.file("golden/debian-edge-1.4.0.json");
  private static final Path WITH_INVENTORY = Cases.file("golden/debian-edge-1.4.0-inventory.json");

  static List<Path> hostile() throws IOException {
    return Cases.in("manifest/hostile");
  }

  @Test
  void the_golden_file_is_read() throws Exception {
    assertThat(Manifest.parse(Files.readAllBytes(GOLDEN))).isEqualTo(Manifests.golden());
  }

  @Test
  void the_golden_file_is_what_is_written() throws Exception {
    assertThat(Manifests.golden().toJson()).isEqualTo(Files.readString(GOLDEN));
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void a_hostile_manifest_is_refused_with_one_clear_message(Path folder) throws Exception {
    byte[] bytes = Files.readAllBytes(folder.resolve("manifest.json"));

    assertThatThrownBy(() -> Manifest.parse(bytes))
        .isInstanceOf(ManifestException.class)
        .hasMessageStartingWith("The manifest ")
        .hasMessageContaining(Cases.expected(folder))
        .message()
        .hasSizeLessThan(450)
        .matches(message -> message.codePoints().noneMatch(Character::isISOControl));
  }

  @Test
  void a_manifest_cut_off_anywhere_is_refused() throws Exception {
    byte[] whole = Files.readAllBytes(GOLDEN);
    // The last two bytes are the closing brace and a line feed.
    for (int length = 0; length < whole.length - 1; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> Manifest.parse(cut)).isInstanceOf(ManifestException.class);
    }
  }

  @Test
  void the_order_of_parts_in_the_file_does_not_matter() throws Exception {
    Manifest turned = Manifests.of("debian-edge", "1.4.0", Manifests.golden().parts().reversed());

    assertThat(turned).isEqualTo(Manifests.golden());
    assertThat(turned.toJson()).isEqualTo(Manifests.golden().toJson());
  }

  @Test
  void a_manifest_with_an_inventory_is_of_the_second_format() throws Exception {
    byte[] bytes = Files.readAllBytes(WITH_INVENTORY);
    assertThat(Manifest.parse(bytes)).isEqualTo(Manifests.withInventory());
    assertThat(Manifests.withInventory().toJson()).isEqualTo(Files.readString(WITH_INVENTORY));
    assertThat(Manifests.golden().partIfAny(Part.Kind.INVENTORY)).isNull();
  }

  @Test
  void parts_that_a_format_does_not_know_are_refused_in_it() throws Exception {
    for (String wrong :
        List.of(
            Files.readString(WITH_INVENTORY).replace("\"format\" : 2", "\"format\" : 1"),
            Files.readString(GOLDEN).replace("\"format\" : 1", "\"format\" : 2"))) {
      assertThatThrownBy(() -> Manifest.parse(wrong.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOf(ManifestException.class)
          .hasMessageContaining("its parts are those of");
    }
  }

  @Test
  void a_part_is_found_by_its_kind() {
    for (Part.Kind kind : Part.Kind.values()) {
      assertThat(Manifests.withInventory().part(kind).kind()).isEqualTo(kind);
    }
  }

  @Test
  void a_manifest_without_one_of_the_needed_kinds_cannot_be_made() {
    for (Part.Kind kind : Arrays.stream(Part.Kind.values()).filter(Part.Kind::isNeeded).toList()) {
      List<Part> parts = Manifests.partsWithout(kind);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Manifests.of("debian-edge", "1.4.0", parts))
          .withMessage("it has no part of kind '" + kind + "'");
    }
  }

  @Test
  void sizes_at_both_ends_of_the_range_are_read() throws Exception {
    for (long size : new long[] {1, Part.MAX_SIZE}) {
      List<Part> parts = Manifests.partsWithout(Part.Kind.ROOT);
      parts.add(new Part(Part.Kind.ROOT, parts.getFirst().digest(), size));
      Manifest manifest = Manifests.of("debian-edge", "1.4.0", parts);

      byte[] written = manifest.toJson().getBytes(StandardCharsets.UTF_8);

      assertThat(Manifest.parse(written)).isEqualTo(manifest);
    }
  }

  @Test
  void a_name_is_safe_in_a_path_and_on_a_command_line() {
    for (String name : List.of("", "-a", "a-", "A", "a.b", "a/b", "a b", "ä", "a".repeat(65))) {
      assertThatIllegalArgumentException().isThrownBy(() -> new ReleaseName(name));
    }
    assertThat(new ReleaseName("a".repeat(64)).text()).hasSize(64);
  }

  @Test
  void the_architectures_of_java_are_those_of_releases() {
    assertThat(Architecture.ofJava("amd64")).isEqualTo(Architecture.X86_64);
    assertThat(Architecture.ofJava("aarch64")).isEqualTo(Architecture.ARM64);
    assertThatIllegalArgumentException().isThrownBy(() -> Architecture.ofJava("riscv64"));
  }
}
