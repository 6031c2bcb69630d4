package io.holdfast.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.config.Cases;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class YamlGettersTest {
  private YamlMapping forms =
      new YamlMapping(Place.startOf("none"), new Problems(), java.util.Map.of());

  @BeforeEach
  void read() throws IOException, ConfigException {
    forms =
        (YamlMapping)
            YamlDocument.parse("forms.yaml", Files.readString(Cases.at("yaml/forms.yaml")));
  }

  private List<String> problems() {
    return forms.problems().found().stream().map(Problem::toString).toList();
  }

  @Test
  void text_is_what_was_written_whatever_it_looks_like() {
    assertThat(forms.text("host")).isEqualTo("on");
    assertThat(forms.text("version")).isEqualTo("1.10");
    assertThat(forms.text("quoted null")).isEqualTo("null");
    assertThat(forms.text("block")).isEqualTo("one\ntwo\n");
    assertThat(problems()).isEmpty();
  }

  @Test
  void a_key_without_a_value_counts_as_absent() {
    assertThat(forms.optionalText("empty")).isEmpty();
    assertThat(forms.optionalText("tilde")).isEmpty();
    assertThat(forms.text("absent", "other")).isEqualTo("other");
    assertThat(forms.optionalTexts("empty")).isEmpty();
    assertThat(problems()).isEmpty();

    forms.text("empty");
    forms.text("absent");
    assertThat(problems())
        .containsExactly(
            "forms.yaml:3:1: 'empty' has no value", "forms.yaml:2:1: 'absent' is missing");
  }

  @Test
  void true_and_false_have_the_words_of_both_yaml_versions_but_no_quotes() {
    assertThat(forms.flag("yes")).isTrue();
    assertThat(forms.flag("off", true)).isFalse();
    assertThat(problems()).isEmpty();

    forms.flag("quoted flag");
    forms.flag("name");
    assertThat(problems())
        .containsExactly(
            "forms.yaml:10:14: 'quoted flag': write true or false without quotes, not 'true'",
            "forms.yaml:2:7: 'name': 'node-1' is neither true nor false");
  }

  @Test
  void numbers_are_whole_decimal_and_in_range() {
    assertThat(forms.number("count", 0, 100)).isEqualTo(42);
    assertThat(forms.number("negative", -10, 0)).isEqualTo(-7);
    assertThat(forms.number("absent", 0, 1, 5)).isEqualTo(5);
    assertThat(problems()).isEmpty();

    forms.number("count", 0, 41);
    forms.number("octal looking", 0, 1000);
    forms.number("float", 0, 1000);
    forms.number("huge", 0, 1000);
    assertThat(problems())
        .containsExactly(
            "forms.yaml:11:8: 'count': 42 is not from 0 to 41",
            "forms.yaml:13:16: 'octal looking': '0644' begins with a zero, which some read as"
                + " octal; leave it out",
            "forms.yaml:14:8: 'float': '1.5' is not a whole number",
            "forms.yaml:15:7: 'huge': '99999999999999999999' is not a whole number");
  }

  @Test
  void durations_have_units_or_are_seconds() {
    assertThat(forms.duration("seconds")).isEqualTo(Duration.ofSeconds(90));
    assertThat(forms.duration("short")).isEqualTo(Duration.ofSeconds(30));
    assertThat(forms.duration("long")).isEqualTo(Duration.ofMinutes(90));
    assertThat(forms.duration("mixed")).isEqualTo(Duration.ofSeconds(90));
    assertThat(forms.duration("millis", Duration.ZERO)).isEqualTo(Duration.ofMillis(250));
    assertThat(problems()).isEmpty();

    forms.duration("backwards");
    forms.duration("no unit");
    forms.duration("negative");
    forms.duration("huge");
    assertThat(problems())
        .containsExactly(
            "forms.yaml:21:12: 'backwards': '30s5m' is no duration; write seconds, or for example"
                + " 30s, 5m, 1h, 1m30s",
            "forms.yaml:22:10: 'no unit': '5x' is no duration; write seconds, or for example 30s,"
                + " 5m, 1h, 1m30s",
            "forms.yaml:12:11: 'negative': '-7' is no duration; write seconds, or for example 30s,"
                + " 5m, 1h, 1m30s",
            "forms.yaml:15:7: 'huge': '99999999999999999999' is too long a time");
  }

  @Test
  void modes_are_octal_unless_a_program_wrote_them() {
    assertThat(forms.mode("mode")).isEqualTo(0644);
    assertThat(forms.mode("mode quoted")).isEqualTo(0755);
    assertThat(forms.mode("mode prefixed")).isEqualTo(04755);
    assertThat(forms.mode("mode written by a program")).isEqualTo(0644);
    assertThat(forms.mode("absent", 0600)).isEqualTo(0600);
    assertThat(problems()).isEmpty();

    forms.mode("mode decimal");
    forms.mode("mode nine");
    forms.mode("mode high");
    forms.mode("name");
    assertThat(problems())
        .containsExactly(
            "forms.yaml:26:15: 'mode decimal': a mode without a leading zero is decimal; write 0644",
            "forms.yaml:27:12: 'mode nine': '0689' is no file mode; octal digits go from 0 to 7",
            "forms.yaml:28:12: 'mode high': '010000' is above the highest mode, 07777",
            "forms.yaml:2:7: 'name': 'node-1' is no file mode; write octal digits such as 0644");
  }

  @Test
  void sizes_are_bytes_or_have_units_of_1024() {
    assertThat(forms.bytes("bytes", 0, Long.MAX_VALUE, 1)).isEqualTo(512);
    assertThat(forms.bytes("bytes mebi", 0, 64L << 20, 1)).isEqualTo(64L << 20);
    assertThat(forms.bytes("bytes most", 0, Long.MAX_VALUE, 1)).isEqualTo(999_999_999L << 30);
    assertThat(forms.bytes("absent", 5, 9, 7)).isEqualTo(7);
    assertThat(problems()).isEmpty();

    forms.bytes("bytes mebi", 1, (64L << 20) - 1, 1);
    forms.bytes("bytes unit", 0, Long.MAX_VALUE, 1);
    forms.bytes("bytes alone", 0, Long.MAX_VALUE, 1);
    forms.bytes("bytes float", 0, Long.MAX_VALUE, 1);
    forms.bytes("bytes long", 0, Long.MAX_VALUE, 1);
    String hint = " is no size; write bytes, or for example 512KiB, 64MiB, 4GiB";
    assertThat(problems())
        .containsExactly(
            "forms.yaml:38:13: 'bytes mebi': '64MiB' is not from 1 to 67108863",
            "forms.yaml:40:13: 'bytes unit': '64MB'" + hint,
            "forms.yaml:41:14: 'bytes alone': 'MiB'" + hint,
            "forms.yaml:42:14: 'bytes float': '1.5GiB'" + hint,
            "forms.yaml:43:13: 'bytes long': '9999999999GiB'" + hint);
  }

  @Test
  void sizes_are_written_in_the_largest_unit_that_fits() {
    assertThat(ScalarText.bytes(0)).isEqualTo("0");
    assertThat(ScalarText.bytes(1025)).isEqualTo("1025");
    assertThat(ScalarText.bytes(1536L << 10)).isEqualTo("1536KiB");
    assertThat(ScalarText.bytes(64L << 20)).isEqualTo("64MiB");
    assertThat(ScalarText.bytes(4096L << 30)).isEqualTo("4096GiB");
  }

  @Test
  void lists_and_mappings_are_demanded_as_such() {
    assertThat(forms.texts("list")).containsExactly("a", "b", "c d");
    assertThat(forms.texts("alias")).containsExactly("x", "y");
    assertThat(forms.mapping("mapping").mapping("b").number("c", 0, 9)).isEqualTo(2);
    assertThat(forms.optionalMapping("absent")).isEmpty();
    assertThat(problems()).isEmpty();

    assertThat(forms.texts("mixed list")).containsExactly("a");
    assertThat(forms.sequence("name").items()).isEmpty();
    forms.mapping("list").text("a placeholder complains to nobody");
    forms.text("list");
    assertThat(problems())
        .containsExactly(
            "forms.yaml:30:17: must be text, not a list",
            "forms.yaml:30:22: must be text, not a mapping",
            "forms.yaml:30:30: must be text, not nothing",
            "forms.yaml:2:7: 'name' must be a list, not text",
            "forms.yaml:29:7: 'list' must be a mapping of keys, not a list",
            "forms.yaml:29:7: 'list' must be one value, not a list");
  }

  @Test
  void an_unknown_key_is_named_with_the_nearest_known_one() {
    String text = "name: x\npakages: []\nfoo: 1\nnmae: y\nreset: 1\n";

    assertThatThrownBy(
            () ->
                YamlDocument.read(
                    "recipe.yaml",
                    text,
                    recipe -> {
                      recipe.allowOnly(List.of("name", "packages"), List.of("reset"));
                      return recipe;
                    }))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            """
            recipe.yaml:2:1: unknown key 'pakages'; did you mean 'packages'?
            recipe.yaml:3:1: unknown key 'foo'
            recipe.yaml:4:1: unknown key 'nmae'; did you mean 'name'?
            recipe.yaml:5:1: Holdfast does not support 'reset' yet""");
  }

  @Test
  void a_value_that_refuses_itself_is_a_problem_at_its_place() throws ConfigException {
    YamlMapping root = (YamlMapping) YamlDocument.parse("r.yaml", "a: {n: 5}\nb: five\n");

    Optional<Integer> none =
        root.mapping("a")
            .read(
                m -> {
                  throw new IllegalArgumentException("5 is too odd");
                });
    Optional<Integer> unparsed = root.parsed("b", Integer::valueOf);
    Optional<Integer> absent = root.demandParsed("c", Integer::valueOf);

    assertThat(none).isEmpty();
    assertThat(unparsed).isEmpty();
    assertThat(absent).isEmpty();
    assertThat(root.problems().found().stream().map(Problem::toString))
        .containsExactly(
            "r.yaml:1:4: 5 is too odd",
            "r.yaml:2:4: 'b': For input string: \"five\"",
            "r.yaml:1:1: 'c' is missing");
  }

  @Test
  void a_placeholder_never_gets_into_a_value_and_its_refusal_is_not_told() {
    assertThatThrownBy(
            () ->
                YamlDocument.read(
                    "r.yaml",
                    "count: many",
                    m -> {
                      m.number("count", 1, 9);
                      throw new IllegalArgumentException("follows from the placeholder");
                    }))
        .hasMessage("r.yaml:1:8: 'count': 'many' is not a whole number");
  }

  @Test
  void a_document_that_is_no_mapping_is_refused_where_one_is_read() {
    assertThatThrownBy(() -> YamlDocument.read("r.yaml", "# nothing\n", m -> m))
        .hasMessage("r.yaml:1:1: it must be a mapping of keys, not nothing");
    assertThatThrownBy(() -> YamlDocument.read("r.yaml", "- a\n", m -> m))
        .hasMessage("r.yaml:1:1: it must be a mapping of keys, not a list");
  }
}
