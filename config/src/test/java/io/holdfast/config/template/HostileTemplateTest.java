package io.holdfast.config.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Templates that are written to take a machine's time, memory or stack. */
class HostileTemplateTest {
  /** A template and a part of the refusal that it must get. */
  record Attack(String template, String refusal) {
    @Override
    public String toString() {
      return template.length() > 60 ? template.substring(0, 60) + "..." : template;
    }
  }

  static List<Attack> attacks() {
    return List.of(
        new Attack(
            "{{ define \"a\" }}{{ template \"a\" . }}{{ end }}{{ template \"a\" . }}", "500 deep"),
        new Attack(
            "{{ define \"a\" }}{{ template \"b\" }}{{ end }}{{ define \"b\" }}{{ template \"a\" }}"
                + "{{ end }}{{ template \"a\" }}",
            "500 deep"),
        new Attack("{{ if 1 }}".repeat(10_000) + "{{ end }}".repeat(10_000), "100 deep"),
        new Attack("{{ if 1 }}" + "{{ else if 1 }}".repeat(10_000) + "{{ end }}", "100 deep"),
        new Attack("{{ " + "(".repeat(50_000) + "1" + ")".repeat(50_000) + " }}", "100 deep"),
        new Attack("{{ repeat 1000000000 \"a\" }}", "from 0 to 4194304"),
        new Attack("{{ repeat 4000000 \"abcd\" }}", "more than 4194304 characters"),
        new Attack("{{ range until 100000 }}{{ $.Random }}{{ $.Random }}{{ end }}", "writes more"),
        new Attack("{{ until 1000000000 }}", "more than 100000 elements"),
        new Attack("{{ untilStep 0 9223372036854775807 1 }}", "more than 100000 elements"),
        new Attack("{{ untilStep -9223372036854775807 9223372036854775807 3 }}", "100000 elements"),
        new Attack("{{ seq 0 2000000000 }}", "more than 100000 elements"),
        new Attack("{{ range 9223372036854775807 }}{{ end }}", "does too much"),
        new Attack(
            "{{ range until 90000 }}{{ range until 90000 }}{{ end }}{{ end }}", "does too much"),
        new Attack("{{ $x := \"a\" }}{{ range 100 }}{{ $x = print $x $x }}{{ end }}", "too much"),
        new Attack(
            "{{ $l := list 1 }}{{ range 40 }}{{ $l = list $l $l }}{{ end }}{{ $l }}", "more than"),
        new Attack(
            "{{ $l := list 1 }}{{ range 40 }}{{ $l = list $l $l }}{{ end }}{{ toJson $l }}",
            "more than"),
        new Attack(
            "{{ $l := list 1 }}{{ range 40 }}{{ $l = list $l $l }}{{ end }}{{ deepCopy $l | len }}",
            "too much"),
        new Attack(
            "{{ $l := list 1 }}{{ range 40 }}{{ $l = list $l $l }}{{ end }}{{ uniq (list $l $l) | len }}",
            "too much"),
        new Attack("{{ $l := list 1 }}{{ range 40 }}{{ $l = concat $l $l }}{{ end }}", "100000"),
        new Attack("{{ $d := dict }}{{ $_ := set $d \"d\" $d }}{{ $d }}", "hold itself"),
        new Attack("{{ $d := dict }}{{ $_ := set $d \"d\" $d }}{{ toJson $d }}", "hold itself"),
        new Attack("{{ $d := dict }}{{ $_ := set $d \"d\" $d }}{{ deepCopy $d }}", "hold itself"),
        new Attack(
            "{{ $d := dict }}{{ $_ := set $d \"d\" $d }}{{ $e := dict }}{{ $_ := set $e \"d\" $e }}"
                + "{{ deepEqual $d $e }}",
            "hold itself"),
        new Attack(
            "{{ $d := dict }}{{ $_ := set $d \"d\" $d }}{{ $e := dict }}{{ $_ := set $e \"d\" $e }}"
                + "{{ merge $d $e }}",
            "hold itself"),
        new Attack("{{ regexMatch \"((a{1000}){1000}){1000}\" \"a\" }}", "too large"),
        new Attack("{{ regexMatch \"(x+x+)+y{90}\" (repeat 1000000 \"x\") }}", "does too much"),
        new Attack(
            "{{ regexReplaceAll \"a\" (repeat 9999 \"a\") (repeat 9999 \"b\") }}", "4194304"),
        new Attack("{{ replace \"a\" (repeat 9999 \"b\") (repeat 9999 \"a\") }}", "4194304"),
        new Attack("{{ indent 4000 (repeat 4000 \"\\n\") }}", "4194304"),
        new Attack("{{ printf \"%1000000000d\" 1 }}", "pads to at most 1000"),
        new Attack("{{ printf \"%.*f\" 1000000000 1.5 }}", "width"),
        new Attack("{{ round 1.5 1000000000 }}", "from -300 to 300"),
        new Attack("{{ randAlphaNum 100000000 }}", "from 0 to 10000"),
        new Attack("{{ range 100000 }}{{ $_ := randAlphaNum 10000 }}{{ end }}", "does too much"),
        new Attack("{{ fromJson (repeat 100000 \"[\") }}", "no JSON"),
        new Attack("{{ $x := 1 }}".repeat(20_000), "1000 variables"),
        new Attack("{{ nope }}".repeat(20_000), "reading stopped here"),
        new Attack("a\ud800{{ 1 }}", "half a character"),
        new Attack("{{ \"\udc00\" }}", "half a character"),
        new Attack("{{ \"\\ud800\" }}", "no character"),
        new Attack("{{ 1 }}" + "x".repeat(Template.MAX_CHARACTERS), "more than 1048576"),
        new Attack("{{", "has no end"),
        new Attack("{{ \"\\", "no closing"),
        new Attack("{{ `" + "a".repeat(100_000), "no closing"),
        new Attack(
            "{{ now" + " | dateModify \"2562047h\"".repeat(100) + " }}",
            "no time of this calendar"),
        new Attack("{{ date (repeat 900000 \"2006 \") now }}", "4194304"));
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void an_attack_is_refused_by_the_limit_that_it_meets(Attack attack) {
    assertThatThrownBy(() -> SampleValues.fill(attack.template()))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining(attack.refusal());
  }

  /** What looks like an attack and is none. */
  @Test
  void what_is_large_and_has_an_end_is_filled() throws Exception {
    assertThat(SampleValues.fill("{{ range until 10000 }}{{ . }}\n{{ end }}")).hasLineCount(10_000);
    assertThat(SampleValues.fill("{{ 0" + " | add 1".repeat(5_000) + " }}")).isEqualTo("5000");
    String deep = "{{ if 1 }}".repeat(99) + "x" + "{{ end }}".repeat(99);
    assertThat(SampleValues.fill(deep)).isEqualTo("x");
    String recursion =
        "{{ define \"r\" }}{{ if . }}{{ template \"r\" sub . 1 }}{{ end }}{{ end }}"
            + "{{ template \"r\" 150 }}";
    assertThat(SampleValues.fill(recursion)).isEmpty();
    assertThat(SampleValues.fill("{{ regexMatch \"(a+)+$\" (print (repeat 5000 \"a\") \"b\") }}"))
        .isEqualTo("false");
  }
}
