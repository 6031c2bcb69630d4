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
  /** In /usr/local/cloud-config, so that the order of names is that of {@link Origin}. */
  private static final String OF_DATASOURCE = "00_datasource_";

  private static final String OF_ADDRESS = "zz_config_url_";

  private Precedence() {}

  /** The documents in the order in which they are merged and their stages run. */
  public static List<SourceText> ordered(List<SourceText> sources) {
    List<SourceText> ordered = new ArrayList<>(sources);
    // The sort is stable: within an origin the order given stays.
    ordered.sort(Comparator.comparing(SourceText::origin));
    return ordered;
  }

  /**
   * How a document is called that was fetched and lies with the files of {@link Origin#LOCAL}.
   *
   * @param origin what was asked: a datasource or an address
   * @param number of the document, from 1 to 99
   * @throws IllegalArgumentException for an origin of which nothing is kept
   */
  public static String fileName(Origin origin, int number) {
    if (origin != Origin.DATASOURCE && origin != Origin.ADDRESS) {
      throw new IllegalArgumentException("of " + origin.words() + " no file is kept");
    }
    if (number < 1 || number > 99) {
      throw new IllegalArgumentException("so many documents are no configuration: " + number);
    }
    String begin = origin == Origin.DATASOURCE ? OF_DATASOURCE : OF_ADDRESS;
    return begin + number / 10 + number % 10 + ".yaml";
  }

  /** Whence a file in the folder of {@link Origin#LOCAL} comes, by its name. */
  public static Origin ofLocal(String fileName) {
    if (fileName.startsWith(OF_DATASOURCE)) {
      return Origin.DATASOURCE;
    }
    return fileName.startsWith(OF_ADDRESS) ? Origin.ADDRESS : Origin.LOCAL;
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
