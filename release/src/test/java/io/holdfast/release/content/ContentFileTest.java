package io.holdfast.release.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.holdfast.release.Digest;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContentFileTest {
  @Test
  void paths_at_both_ends_of_the_range_are_taken() {
    String longest = ("x".repeat(255) + "/").repeat(2);
    for (String path :
        List.of("a", "a/b", "a b", "a.", "a..b/c..", "x".repeat(255), longest.substring(0, 511))) {
      assertThat(Contents.file(path).path()).isEqualTo(path);
    }
    assertThat(Contents.file(("x".repeat(127) + "/").repeat(3) + "y".repeat(128)).path())
        .hasSize(ContentFile.MAX_PATH);
  }

  @Test
  void sizes_outside_the_range_are_refused() {
    for (long size : new long[] {Long.MIN_VALUE, -1, ContentFile.MAX_SIZE + 1, Long.MAX_VALUE}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new ContentFile("a", Digest.of(new byte[] {1}), size))
          .withMessageContaining("the size of file 'a' is " + size);
    }
  }

  @Test
  void a_file_of_no_bytes_has_the_digest_of_nothing_and_no_other_has_it() {
    Digest nothing = Digest.of(new byte[0]);

    assertThat(new ContentFile("a", nothing, 0).size()).isZero();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ContentFile("a", Digest.of(new byte[] {1}), 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new ContentFile("a", nothing, 1));
  }

  @Test
  void a_long_path_is_shown_by_its_end() {
    String shown = Contents.file("folder/".repeat(60) + "file.txt").describe();

    assertThat(shown).startsWith("file '...").endsWith("folder/file.txt'");
    assertThat(shown).hasSizeLessThanOrEqualTo(100);
  }
}
