package io.holdfast.config.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.config.Cases;
import io.holdfast.config.explain.Merged;
import io.holdfast.config.yaml.Problems;
import io.holdfast.config.yaml.YamlDocument;
import io.holdfast.config.yaml.YamlMapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Files that were good once, with a few places changed: whatever comes of them, it is told. */
class MangledConfigTest {
  private static final long SEED = 20_240_719;

  /** More with {@code -Dholdfast.mangled=…}. */
  private static final int TIMES = Integer.getInteger("holdfast.mangled", 10_000);

  private static final String[] PIECES = {
    "{{",
    "}}",
    "\"",
    "'",
    ": ",
    "- ",
    "[",
    "]",
    "{",
    "}",
    "\n",
    "\n  ",
    "&a ",
    "*a",
    "<<: *a",
    "|\n",
    "#",
    "%",
    "\t",
    "!!binary ",
    "0o7777",
    "-1",
    "~",
    "\u0000",
    "\ud800",
    "\u202e",
    "null",
    "<x>",
    "9999999999999999999",
    "stages:",
    "boot.before:",
    "after: [{name: a}]",
    "if_files:",
    "---\n",
    "? "
  };

  @Test
  void nothing_that_a_file_holds_breaks_the_check_or_the_explanation() throws IOException {
    List<String> texts = new ArrayList<>();
    for (Path folder : Cases.in("language/check")) {
      texts.add(Files.readString(folder.resolve("config.yaml")));
    }
    for (Entry entry : Entry.all()) {
      texts.add(entry.document());
    }
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < TIMES; i++) {
      String text = mangled(texts.get(random.nextInt(texts.size())), texts, random);
      List<Finding> findings = Check.text("mangled.yaml", text);
      assertThat(findings.size()).isLessThanOrEqualTo(Findings.MOST);
      if (YamlDocument.parse("mangled.yaml", text, new Problems()) instanceof YamlMapping root) {
        Merged.of(List.of(root, root)).settings();
      }
    }
  }

  private static String mangled(String text, List<String> texts, SplittableRandom random) {
    StringBuilder out = new StringBuilder(text);
    for (int changes = random.nextInt(1, 6); changes > 0; changes--) {
      int at = random.nextInt(out.length() + 1);
      switch (random.nextInt(5)) {
        case 0 -> out.insert(at, PIECES[random.nextInt(PIECES.length)]);
        case 1 -> out.delete(at, Math.min(out.length(), at + random.nextInt(1, 20)));
        case 2 -> out.insert(at, (char) random.nextInt(1, 0x3000));
        case 3 -> out.insert(at, out.substring(at, Math.min(out.length(), at + 40)));
        default -> {
          String other = texts.get(random.nextInt(texts.size()));
          int from = random.nextInt(other.length());
          out.insert(at, other, from, Math.min(other.length(), from + 60));
        }
      }
    }
    return out.toString();
  }
}
