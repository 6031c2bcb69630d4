package io.holdfast.release.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.release.Cases;
import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import io.holdfast.release.manifest.ManifestException;
import io.holdfast.release.manifest.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ContentManifestTest {
  private static final Path GOLDEN = Cases.file("golden/rules-7.json");

  static List<Path> hostile() throws IOException {
    return Cases.in("content-manifest/hostile");
  }

  @Test
  void the_golden_file_is_read() throws Exception {
    assertThat(ContentManifest.parse(Files.readAllBytes(GOLDEN))).isEqualTo(Contents.golden());
  }

  @Test
  void the_golden_file_is_what_is_written() throws Exception {
    assertThat(Contents.golden().toJson()).isEqualTo(Files.readString(GOLDEN));
  }

  @Test
  void one_that_names_an_inventory_is_of_format_2() throws Exception {
    Path golden = Cases.file("golden/rules-7-inventory.json");
    ContentManifest plain = Contents.golden();
    Part inventory = new Part(Part.Kind.INVENTORY, new Digest("3".repeat(64)), 1234);
    ContentManifest manifest =
        new ContentManifest(plain.channel(), plain.version(), plain.files(), inventory);
    assertThat(ContentManifest.parse(Files.readAllBytes(golden))).isEqualTo(manifest);
    assertThat(manifest.toJson()).isEqualTo(Files.readString(golden));
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void a_hostile_manifest_is_refused_with_one_clear_message(Path folder) throws Exception {
    byte[] bytes = Files.readAllBytes(folder.resolve("manifest.json"));

    assertThatThrownBy(() -> ContentManifest.parse(bytes))
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
      assertThatThrownBy(() -> ContentManifest.parse(cut)).isInstanceOf(ManifestException.class);
    }
  }

  @Test
  void a_manifest_of_more_bytes_than_allowed_is_refused_unread() {
    byte[] spaces = new byte[ContentManifest.MAX_BYTES + 1];
    Arrays.fill(spaces, (byte) ' ');

    assertThatThrownBy(() -> ContentManifest.parse(spaces))
        .isInstanceOf(ManifestException.class)
        .hasMessageContaining("more than the 2097152 allowed");
  }

  @Test
  void files_are_sorted_by_path_whatever_order_they_come_in() {
    ContentManifest turned =
        new ContentManifest(Contents.RULES, new Version("7"), Contents.golden().files().reversed());

    assertThat(turned).isEqualTo(Contents.golden());
    assertThat(turned.files())
        .extracting(ContentFile::path)
        .containsExactly("blocked.txt", "models/Grades A & B.bin", "models/small.bin");
  }

  @Test
  void a_file_beside_a_folder_with_a_longer_name_is_no_conflict() {
    assertThat(Contents.ofPaths("a/b/c", "a-b", "a.b", "a/b-c", "ab", "a b").files()).hasSize(6);
  }

  @Test
  void the_sum_of_the_largest_sizes_does_not_overflow() {
    List<ContentFile> files =
        IntStream.range(0, ContentManifest.MAX_FILES)
            .mapToObj(
                i -> new ContentFile("f" + i, new Digest("1".repeat(64)), ContentFile.MAX_SIZE))
            .toList();

    assertThat(new ContentManifest(Contents.RULES, new Version("7"), files).totalSize())
        .isEqualTo(4096L << 30);
    assertThat(Contents.golden().totalSize()).isEqualTo((1L << 30) + 48211);
  }

  @Test
  void what_can_be_made_can_be_written_and_read_again() throws Exception {
    ContentManifest most = of(ContentManifest.MAX_FILES, 300);

    byte[] written = most.toJson().getBytes(StandardCharsets.UTF_8);

    assertThat(written).hasSizeLessThanOrEqualTo(ContentManifest.MAX_BYTES);
    assertThat(ContentManifest.parse(written)).isEqualTo(most);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(ContentManifest.MAX_FILES, ContentFile.MAX_PATH))
        .withMessageContaining("more than 2097152: the paths of its files are too long");
  }

  @Test
  void a_path_of_every_character_that_is_allowed_is_written_and_read_again() throws Exception {
    StringBuilder path = new StringBuilder("x");
    for (char c = ' '; c <= '~'; c++) {
      path.append(c == '/' || c == '\\' ? 'x' : c);
    }
    ContentManifest manifest = Contents.ofPaths(path.toString());

    assertThat(ContentManifest.parse(manifest.toJson().getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo(manifest);
  }

  @Test
  void there_are_from_1_to_4096_files() {
    assertThatIllegalArgumentException().isThrownBy(Contents::ofPaths);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(ContentManifest.MAX_FILES + 1, 10))
        .withMessage("it has 4097 files, not from 1 to 4096");
  }

  @Test
  void a_reference_reads_as_people_say_it() {
    ContentRef content =
        new ContentRef(Contents.RULES, new Version("7"), Digest.of(new byte[] {1}));

    assertThat(content).hasToString("rules 7");
  }

  private static ContentManifest of(int files, int length) {
    String rest = ("/" + "x".repeat(99)).repeat(length / 100 + 1);
    return new ContentManifest(
        Contents.RULES,
        new Version("7"),
        IntStream.range(0, files)
            .mapToObj(i -> Contents.file(("n" + i + rest).substring(0, length - 1) + "y"))
            .toList());
  }
}
