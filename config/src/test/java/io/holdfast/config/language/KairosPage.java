package io.holdfast.config.language;

import java.util.HashSet;
import java.util.Set;

/** The table of docs/coming-from-kairos.md. */
final class KairosPage {
  private KairosPage() {}

  static String text() {
    StringBuilder out = new StringBuilder("| key | in Holdfast | |\n|---|---|---|\n");
    Set<String> told = new HashSet<>();
    for (Entry entry : Entry.all()) {
      Key key = entry.key();
      String row =
          entry.cause().isEmpty() ? row(key) : "not supported | As `" + entry.cause() + "`.";
      // Keys of the same mapping in several places are told once.
      if (!key.difference().equals(Key.OWN)
          && told.add(entry.mapping().what() + entry.mapping().names() + key.name())) {
        out.append("| `").append(entry.path()).append("` | ").append(row).append(" |\n");
      }
    }
    return out.toString();
  }

  private static String row(Key key) {
    return switch (key.support()) {
      case Support.Supported _ ->
          key.difference().isEmpty() ? "the same | " : "differs | " + key.difference() + ".";
      case Support.Unsupported no ->
          "not supported | It "
              + no.reason()
              + (no.instead().isEmpty() ? "." : ". Use " + no.instead() + ".");
      case Support.RefusedAtRunTime no ->
          "refused | It " + no.reason() + ". Use " + no.instead() + ".";
    };
  }
}
