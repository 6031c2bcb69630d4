package io.holdfast.config.explain;

import io.holdfast.config.yaml.Place;
import io.holdfast.config.yaml.ScalarText;
import java.util.List;

/**
 * One single value of a merged configuration.
 *
 * @param path its keys with dots, items of lists with their number from 0: {@code
 *     stages.boot[0].name}
 * @param text the value
 * @param place what set it
 * @param overrode what it overrode, the latest first
 * @param fallback what would hold without it; empty if that is nothing
 * @param isSecret true if the value is not to be shown
 */
public record Setting(
    String path,
    String text,
    Place place,
    List<Earlier> overrode,
    String fallback,
    boolean isSecret) {

  /** What stands for a value that is not shown. */
  private static final String HIDDEN = "(secret)";

  /** A value that did not last. */
  public record Earlier(String text, Place place) {}

  /** Copies. */
  public Setting {
    overrode = List.copyOf(overrode);
  }

  /** A value on one line, fit for a terminal. */
  public String shown() {
    return shown(text);
  }

  /** The same of a value that it overrode. */
  public String shown(Earlier earlier) {
    return shown(earlier.text());
  }

  private String shown(String value) {
    if (isSecret) {
      return HIDDEN;
    }
    boolean isPlain =
        !value.isEmpty() && value.strip().equals(value) && value.chars().allMatch(Setting::isPlain);
    return isPlain ? value : ScalarText.text(value);
  }

  private static boolean isPlain(int c) {
    return c >= ' ' && c < 0x7f && c != '"' && c != '\\';
  }
}
