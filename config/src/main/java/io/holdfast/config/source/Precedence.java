package io.holdfast.config.source;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which source counts more, in one place. Later ones add to lists and override single values of
 * earlier ones: {@link Origin} has the order, and within one origin it is the order in which the
 * documents are given (files by name, what a fetched document names after it). Pure.
 */
public final class Precedence {
  private Precedence() {}

  /** The documents in the order in which they are merged and their stages run. */
  public static List<SourceText> ordered(List<SourceText> sources) {
    List<SourceText> ordered = new ArrayList<>(sources);
    // The sort is stable: within an origin the order given stays.
    ordered.sort(Comparator.comparing(SourceText::origin));
    return ordered;
  }

  /**
   * The folder of an origin that has one.
   *
   * @param root of the machine, / but in tests and images
   * @throws IllegalArgumentException for an origin without a folder
   */
  public static Path folder(Path root, Origin origin) {
    return switch (origin) {
      case IMAGE -> root.resolve("system/oem");
      case OEM -> root.resolve("oem");
      case LOCAL -> root.resolve("usr/local/cloud-config");
      case DATASOURCE, ADDRESS, COMMAND_LINE ->
          throw new IllegalArgumentException(origin.words() + " is no folder");
    };
  }
}
