package io.holdfast.config.template;

import io.holdfast.config.template.function.Functions;
import io.holdfast.config.template.function.Signature;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What random templates are put together from. */
public final class TemplatePieces {
  /** Of the grammar, whole and broken. */
  public static final List<String> TEXTS =
      List.of(
          "{{",
          "}}",
          "{{- ",
          " -}}",
          "{{ if ",
          "{{ else }}",
          "{{ end }}",
          "{{ range ",
          "{{ with ",
          "{{ define \"a\" }}",
          "{{ template \"a\" . }}",
          "{{ block \"a\" . }}",
          "{{ break }}",
          "{{ continue }}",
          "{{/*",
          "*/}}",
          " | ",
          "(",
          ")",
          " ",
          "$x",
          " := ",
          " = ",
          ", ",
          "$",
          ".",
          ".Values",
          ".Values.s",
          ".Values.l",
          ".Values.m",
          ".Values.n",
          ".no",
          " 1",
          " -2",
          " 0x1f",
          " 1e9",
          " \"t\"",
          " `r`",
          " 'c'",
          " true",
          " nil",
          "\n",
          "text",
          "\u00fc",
          "\ud834\udd1e",
          "\ud800",
          "\\",
          "\"",
          "'",
          "`",
          "%d",
          ":",
          "-");

  /** Of calls: what a function may be given, fitting or not. */
  public static final List<String> ARGUMENTS =
      List.of(
          ".Values.s",
          ".Values.n",
          ".Values.f",
          ".Values.l",
          ".Values.m",
          ".Values.no",
          "1",
          "-1",
          "0",
          "3000000000",
          "1e300",
          "0.5",
          "\"\"",
          "\"a\"",
          "\"[a\"",
          "\"1.2.3\"",
          "\"%d %[9]d %\"",
          "\"2006-01-02\"",
          "\"1h\"",
          "\"$1{\"",
          "nil",
          "true",
          "now",
          "(list 3 1 2)",
          "(dict \"a\" 1)",
          "\"\u00e9\ud834\udd1e\"",
          "9223372036854775807",
          "-9223372036854775808",
          "(semver \"1.2.3\")",
          "\"a(b|c)*\"",
          "(repeat 5000 \"ab\")");

  private TemplatePieces() {}

  /** The names of all functions. */
  public static List<String> functions() {
    List<String> names = new ArrayList<>();
    Functions.byGroup().values().stream()
        .flatMap(Collection::stream)
        .map(Signature::name)
        .forEach(names::add);
    return names;
  }
}
