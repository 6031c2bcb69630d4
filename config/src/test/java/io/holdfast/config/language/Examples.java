package io.holdfast.config.language;

import io.holdfast.config.Cases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Whole configuration files: the cases of the check, and one for every key of the language. */
public final class Examples {
  private Examples() {}

  /** Their texts, always in the same order. */
  public static List<String> texts() throws IOException {
    List<String> texts = new ArrayList<>();
    for (Path folder : Cases.in("language/check")) {
      texts.add(Files.readString(folder.resolve("config.yaml")));
    }
    for (Entry entry : Entry.all()) {
      texts.add(entry.document());
    }
    return texts;
  }
}
