package io.holdfast.inventory.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.holdfast.inventory.Component;
import io.holdfast.inventory.Inventory;
import io.holdfast.inventory.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "pkg:deb/debian/zlib1g, true",
        "pkg:deb/debian/zlib1g@1:1.3, true",
        "pkg:deb/debian/zlib1g@1%3A1.3, true",
        "\"pkg:deb/debian/zlib1g@>=1:1.2,<1:1.4\", true",
        "\"pkg:deb/debian/zlib1g@>=1:1.2,<1:1.3\", false",
        "pkg:deb/debian/zlib1g@1.3, false",
        "pkg:deb/debian/src-zlib1g@1:1.3, true",
        "pkg:deb/ubuntu/zlib1g, false",
        "pkg:deb/debian/zlib1g?distro=debian-13, true",
        "pkg:deb/debian/zlib1g?distro=debian-12, false",
        "pkg:rpm/debian/zlib1g, false",
        "pkg:maven/io.example/app@1.0.0, true",
        "\"pkg:maven/io.example/app@>1.0\", false",
        "zlib1g, true",
        "zlib1g@<1:1.4, true",
        "zlib, false",
        "/usr/bin/apt, true",
        "/opt/app.jar, true",
        "/usr/bin, false",
        "io.example:app, true"
      })
  void a_question_finds_what_it_means(String question, boolean found) {
    assertThat(Query.parse(question).in(Samples.edge()).isEmpty()).isEqualTo(!found);
  }

  @Test
  void a_file_is_found_by_its_bytes_with_its_owner() {
    String digest = Samples.file("/usr/bin/apt").digest().hex();
    for (String question :
        List.of(digest, "sha256:" + digest, digest.toUpperCase(java.util.Locale.ROOT))) {
      List<Query.Find> finds = Query.parse(question).in(Samples.edge());
      assertThat(finds).hasSize(1);
      assertThat(finds.getFirst().path()).isEqualTo("/usr/bin/apt");
      assertThat(finds.getFirst().component()).extracting(Component::name).isEqualTo("apt");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "pkg:", "pkg:deb", "pkg:npm/a", "sha256:12", "a@", "a@>=", "a@1,,2"})
  void what_is_no_question_is_refused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Query.parse(text));
  }

  @Test
  void a_version_that_cannot_be_ordered_is_in_no_range() {
    Inventory odd =
        new Inventory(Samples.SUBJECT, List.of(Samples.deb("a", "not a version!")), List.of());
    assertThat(Query.parse("a@>=0").in(odd)).isEmpty();
    assertThat(Query.parse("a@<9").in(odd)).isEmpty();
    assertThat(Query.parse("a@not a version!").in(odd)).hasSize(1);
  }

  @Test
  void a_difference_reads_as_release_notes() {
    Inventory before = Samples.edge();
    Inventory after =
        new Inventory(
            new Inventory.Subject(Inventory.Subject.Kind.RELEASE, "edge", "1.3.0", 0),
            List.of(
                Samples.deb("zlib1g", "1:1.4", Samples.file("/usr/lib/libz.so.1")),
                Samples.deb("apt", "3.0.4", Samples.file("/usr/bin/apt", "built anew")),
                Samples.deb("new", "1"),
                Samples.maven("io.example:app", "2.0", "/opt/app.jar")),
            List.of(Samples.file("/opt/app.jar", "other"), Samples.file("/etc/new")));
    Difference difference = Difference.between(before, after);
    assertThat(difference.changed())
        .extracting(each -> each.before().version() + " " + each.after().version())
        .containsExactly("1.0 2.0", "1:1.3 1:1.4");
    assertThat(difference.added()).extracting(Component::name).containsExactly("new");
    assertThat(difference.removed())
        .extracting(Component::location)
        .containsExactly("/opt/app.war!/WEB-INF/lib/app.jar");
    assertThat(difference.rebuilt()).extracting(Component::name).containsExactly("apt");
    assertThat(difference.files())
        .extracting(each -> each.path() + " " + each.how())
        .contains("/etc/new ADDED", "/opt/app.jar CHANGED", "/usr/lib/firmware/x.bin REMOVED");
    assertThat(Difference.between(before, before).isEmpty()).isTrue();
  }
}
