package io.holdfast.release.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OsReleaseTest {
  private static final OsRelease HOST =
      OsRelease.parse("# a comment\n\nNAME=\"Debian \\\"GNU\\\"\"\nID=debian\nVERSION_ID='13'\n");

  @Test
  void values_are_read_as_a_shell_would() {
    assertThat(HOST.fields())
        .containsEntry("NAME", "Debian \"GNU\"")
        .containsEntry("ID", "debian")
        .containsEntry("VERSION_ID", "13");
    assertThat(OsRelease.parse("ID=a\nID=b").fields()).containsEntry("ID", "b");
    assertThat(OsRelease.parse("ID=").fields()).containsEntry("ID", "");
  }

  @Test
  void what_is_no_such_file_is_refused() {
    for (String text :
        List.of("ID", "=x", "id=x", "export ID=x", "\0", "ID=x\n<html>", "x".repeat(20_000))) {
      assertThatIllegalArgumentException().as(text).isThrownBy(() -> OsRelease.parse(text));
    }
  }

  @Test
  void an_extension_fits_by_id_and_version() {
    assertThat(mismatch("ID=debian\nVERSION_ID=13")).isNull();
    assertThat(mismatch("ID=debian")).isNull();
    assertThat(mismatch("ID=_any")).isNull();
    assertThat(mismatch("VERSION_ID=13")).contains("does not say");
    assertThat(mismatch("ID=fedora\nVERSION_ID=13")).contains("ID=fedora", "debian");
    assertThat(mismatch("ID=debian\nVERSION_ID=12")).contains("VERSION_ID=12", "13");
  }

  @Test
  void a_level_counts_before_the_version_where_both_have_one() {
    OsRelease levelled = OsRelease.parse("ID=debian\nVERSION_ID=13\nSYSEXT_LEVEL=2");
    assertThat(extension("ID=debian\nVERSION_ID=12\nSYSEXT_LEVEL=2").mismatch(levelled, "x86-64"))
        .isNull();
    assertThat(extension("ID=debian\nVERSION_ID=13\nSYSEXT_LEVEL=1").mismatch(levelled, "x86-64"))
        .contains("SYSEXT_LEVEL=1");
    assertThat(mismatch("ID=debian\nVERSION_ID=13\nSYSEXT_LEVEL=1")).isNull();
    assertThat(mismatch("ID=debian\nVERSION_ID=12\nSYSEXT_LEVEL=1")).contains("VERSION_ID=12");
  }

  @Test
  void an_architecture_must_be_the_system_s_own() {
    assertThat(mismatch("ID=_any\nARCHITECTURE=arm64")).contains("ARCHITECTURE=arm64", "x86-64");
    assertThat(mismatch("ID=_any\nARCHITECTURE=x86-64")).isNull();
    assertThat(mismatch("ID=debian\nARCHITECTURE=_any")).isNull();
  }

  private static @Nullable String mismatch(String text) {
    return extension(text).mismatch(HOST, "x86-64");
  }

  private static OsRelease extension(String text) {
    return OsRelease.parse(text);
  }
}
