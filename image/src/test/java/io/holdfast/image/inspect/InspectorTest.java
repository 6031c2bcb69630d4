package io.holdfast.image.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.host.Progress;
import io.holdfast.image.build.SecureBootSigner;
import io.holdfast.image.keys.KeyFolder;
import io.holdfast.image.tools.ToolsTree;
import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With real programs and images; disks are looked at where one is installed. */
@Tag("tools")
class InspectorTest {
  private static final String LOADER = "usr/lib/systemd/boot/efi/systemd-bootx64.efi";

  private final ToolsTree tools = new ToolsTree(Path.of(System.getProperty("holdfast.tools", "/")));

  @TempDir Path folder;

  private Path loader = Path.of("");
  private @Nullable KeyFolder keys;

  @BeforeEach
  void sign() throws Exception {
    keys = KeyFolder.create(folder.resolve("keys"), null);
    loader = folder.resolve("loader.efi");
    Files.copy(tools.folder().resolve(LOADER), loader);
  }

  @Test
  void a_signed_program_is_whole_and_names_its_signer() throws Exception {
    SecureBootSigner.of(keys().secureBoot()).sign(loader);
    Inspection found = inspector().inspect(loader);
    assertThat(found.kind()).isEqualTo(Inspection.Kind.EFI_PROGRAM);
    assertThat(found.problems()).isEmpty();
    assertThat(found.text()).contains("CN=Holdfast Secure Boot keys").contains("whole");
  }

  @Test
  void an_unsigned_one_is_not_whole() throws Exception {
    assertThat(inspector().inspect(loader).problems())
        .containsExactly("It is not signed: firmware with Secure Boot does not start it.");
  }

  @Test
  void one_that_was_altered_after_it_was_signed_is_not_whole() throws Exception {
    SecureBootSigner.of(keys().secureBoot()).sign(loader);
    byte[] bytes = Files.readAllBytes(loader);
    bytes[bytes.length / 2] ^= 1;
    Files.write(loader, bytes);
    assertThat(inspector().inspect(loader).problems())
        .containsExactly(
            "It was altered after it was signed: firmware with Secure Boot refuses it.");
  }

  @Test
  void one_that_another_signed_is_named() throws Exception {
    KeyFolder other = KeyFolder.create(folder.resolve("other"), null);
    SecureBootSigner.of(other.secureBoot()).sign(loader);
    assertThat(inspector().inspect(loader).problems())
        .containsExactly("It was not signed by CN=Holdfast Secure Boot keys.");
  }

  @Test
  void a_damaged_program_is_told_and_breaks_nothing() throws Exception {
    SecureBootSigner.of(keys().secureBoot()).sign(loader);
    byte[] whole = Files.readAllBytes(loader);
    for (int length : new int[] {2, 64, 300, whole.length / 2, whole.length - 700}) {
      Files.write(loader, Arrays.copyOf(whole, length));
      assertThat(inspector().inspect(loader).isWhole()).as("%d bytes", length).isFalse();
    }
  }

  @Test
  void a_root_image_is_read_whole() throws Exception {
    Path tree = Files.createDirectory(folder.resolve("tree"));
    Files.writeString(tree.resolve("file"), "a text that is long enough\n".repeat(5000));
    Path image = folder.resolve("root.erofs");
    tools
        .command(
            List.of(tree),
            List.of(folder),
            List.of("mkfs.erofs", "--quiet", image.toString(), tree.toString()))
        .check();
    Inspection found = inspector().inspect(image);
    assertThat(found.kind()).isEqualTo(Inspection.Kind.IMAGE);
    assertThat(found.problems()).isEmpty();
    assertThat(found.text()).contains("UUID");
  }

  @Test
  void what_is_nothing_of_ours_is_said() throws Exception {
    Path letter = Files.writeString(folder.resolve("letter"), "Dear all");
    assertThatThrownBy(() -> inspector().inspect(letter))
        .isInstanceOf(UnknownThingException.class)
        .hasMessageContaining("is neither a repository");
    assertThatThrownBy(() -> inspector().inspect(folder))
        .hasMessageContaining("is a folder, but no repository");
    assertThatThrownBy(() -> inspector().inspect(folder.resolve("gone")))
        .hasMessageContaining("There is nothing at");
  }

  @Test
  void programs_read_the_same_as_json() throws Exception {
    String json = inspector().inspect(loader).toJson();
    JsonObject object = Json.parseObject(json.getBytes(StandardCharsets.UTF_8), 1 << 16);
    assertThat(object.string("kind")).isEqualTo("EFI program");
    assertThat(object.flag("whole")).isFalse();
    assertThat(object.strings("problems", 9)).hasSize(1);
    assertThat(object.objects("facts", 99)).isNotEmpty();
  }

  private Inspector inspector() {
    return new Inspector(
        () -> tools,
        folder.resolve("work"),
        null,
        keys().secureBoot().certificate(),
        Progress.SILENT);
  }

  private KeyFolder keys() {
    return Objects.requireNonNull(keys);
  }
}
