package io.holdfast.config.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.holdfast.config.Cases;
import io.holdfast.config.yaml.Place;
import io.holdfast.config.yaml.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TemplateTest {

  static List<Path> filled() {
    return Cases.in("template/filled");
  }

  static List<Path> refused() {
    return Cases.in("template/refused");
  }

  @ParameterizedTest
  @MethodSource("filled")
  void a_template_is_filled(Path folder) throws Exception {
    String text = Files.readString(folder.resolve("template.txt"));

    String filled =
        Template.fill(text, Origin.file("template.txt"), Delimiters.BRACES, SampleValues.ofCases());

    assertThat(filled).isEqualTo(Files.readString(folder.resolve("expected.txt")));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void a_wrong_template_is_refused_with_its_place(Path folder) throws Exception {
    String text = Files.readString(folder.resolve("template.txt"));
    TemplateValues values = SampleValues.ofCases();

    TemplateException refusal =
        catchThrowableOfType(
            TemplateException.class,
            () -> Template.fill(text, Origin.file("template.txt"), Delimiters.BRACES, values));

    assertThat(Objects.requireNonNull(refusal).getMessage())
        .isEqualTo(Cases.expected(folder, "problems.txt"));
  }

  @Test
  void both_kinds_of_delimiters_can_be_in_one_text() throws Exception {
    String text = "[[[ .Values.site | upper ]]] {{ .Values.host }} [[[- /* gone */ ]]]a[0][1]";
    TemplateValues values =
        TemplateValues.of(Map.of("site", "berlin", "host", "h"), "seed", SampleValues.NOW);

    String once = Template.fill(text, Origin.file("t"), Delimiters.BRACKETS, values);
    String twice = Template.fill(once, Origin.file("t"), Delimiters.BRACES, values);

    assertThat(once).isEqualTo("BERLIN {{ .Values.host }}a[0][1]");
    assertThat(twice).isEqualTo("BERLIN ha[0][1]");
  }

  @Test
  void delimiters_are_mirrored_and_checked() {
    assertThat(Delimiters.beginning("[[[")).isEqualTo(Delimiters.BRACKETS);
    assertThat(Delimiters.beginning("<%")).isEqualTo(new Delimiters("<%", "%>"));
    for (String wrong : List.of("", " ", "a{", "{{{{{{{{{")) {
      assertThatThrownBy(() -> Delimiters.beginning(wrong))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("1 to 8 signs");
    }
  }

  @Test
  void the_same_values_give_the_same_text_and_another_seed_another() throws Exception {
    Template template =
        Template.parse(
            "{{ .Random }} {{ .UUID }} {{ randAlphaNum 20 }} {{ uuidv4 }}",
            Origin.file("t"),
            Delimiters.BRACES);
    TemplateValues other = TemplateValues.of(Map.of(), "other seed", SampleValues.NOW);

    String first = template.render(SampleValues.NONE);

    assertThat(template.render(SampleValues.NONE)).isEqualTo(first);
    assertThat(template.render(other)).isNotEqualTo(first);
    assertThat(first.split(" ")).doesNotHaveDuplicates();
  }

  @Test
  void what_a_template_changes_stays_in_that_run() throws Exception {
    Map<String, @Nullable Object> values = new HashMap<>();
    values.put("a", new ArrayList<>(List.of(1, 2)));
    TemplateValues given = TemplateValues.of(values, "seed", SampleValues.NOW);
    String text = "{{ $_ := set .Values \"b\" 1 }}{{ .Values.b }}{{ .Values.a }}";

    String first = Template.fill(text, Origin.file("t"), Delimiters.BRACES, given);

    assertThat(first).isEqualTo("1[1 2]");
    assertThat(given.values()).containsOnlyKeys("a");
  }

  @Test
  void the_machine_is_known_to_others_only_by_a_digest() throws Exception {
    String text = "{{ .ProtectedID }}";

    // echo -n yip | openssl dgst -sha256 -hmac 0123456789abcdef0123456789abcdef
    assertThat(Template.fill(text, Origin.file("t"), Delimiters.BRACES, SampleValues.ofCases()))
        .isEqualTo("297b4a3d8b437cd52b3afdef85057f005a5c3aed3ffb6a9fa36a8d8e04d78b0f");
  }

  @Test
  void in_an_address_values_are_escaped_and_what_the_template_says_is_not() throws Exception {
    TemplateValues values =
        new TemplateValues(
            Map.of("product", Map.of("serial", "A 1&b=2"), "macs", List.of("52:54")),
            Map.of(),
            "0123456789abcdef0123456789abcdef",
            "seed",
            SampleValues.NOW,
            Map.of());
    String text =
        "https://h/?s={{ .Values.product.serial }}&m={{ index .Values.macs 0 }}"
            + "&p={{ .Values.ProtectedID | trunc 8 }}&{{ eq .Values.ProtectedID .ProtectedID }}";

    // echo -n kairos-config-url | openssl dgst -sha256 -hmac 0123456789abcdef0123456789abcdef
    assertThat(Template.fill(text, Origin.file("t"), Delimiters.BRACES, values.forAddress()))
        .isEqualTo("https://h/?s=A+1%26b%3D2&m=52%3A54&p=93323fdf&false");
  }

  @Test
  void a_place_in_a_block_of_a_document_is_told_in_the_document() {
    Origin block = new Origin(new Place("c.yaml", 10, 9), 8);

    TemplateException refusal =
        Objects.requireNonNull(
            catchThrowableOfType(
                TemplateException.class,
                () -> Template.parse("a {{ no1 }}\nb {{ no2 }}", block, Delimiters.BRACES)));

    assertThat(refusal.problems())
        .extracting(Problem::place)
        .containsExactly(new Place("c.yaml", 10, 14), new Place("c.yaml", 11, 14));
  }

  @Test
  void values_of_unknown_classes_and_endless_values_are_refused() {
    assertThatThrownBy(() -> TemplateValues.of(Map.of("a", new Object()), "seed", SampleValues.NOW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("java.lang.Object");
    Map<String, @Nullable Object> self = new HashMap<>();
    self.put("self", self);
    assertThatThrownBy(() -> TemplateValues.of(self, "seed", SampleValues.NOW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("100 deep");
  }

  @Test
  void scalars_of_yaml_are_what_they_say() {
    assertThat(PlainValues.of("0o17")).isEqualTo(15L);
    assertThat(PlainValues.of("-12")).isEqualTo(-12L);
    assertThat(PlainValues.of("0x1f")).isEqualTo(31L);
    assertThat(PlainValues.of("1e3")).isEqualTo(1000.0);
    assertThat(PlainValues.of("True")).isEqualTo(true);
    assertThat(PlainValues.of("~")).isNull();
    for (String text : List.of("1.2.3", "10.0.0.1", "0x", "1_000", "-", "yes", "9".repeat(65))) {
      assertThat(PlainValues.of(text)).isEqualTo(text);
    }
  }
}
