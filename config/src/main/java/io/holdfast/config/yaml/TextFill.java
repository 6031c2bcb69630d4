package io.holdfast.config.yaml;

import org.jspecify.annotations.Nullable;

/** What stands in a document's values where they are templates, which begin with two braces. */
public interface TextFill {
  /** How a template begins. */
  String BEGIN = "{{";

  /**
   * They are filled later, elsewhere: whatever is wrong with such a value is nobody's matter yet,
   * and what is made of it here is a placeholder.
   */
  TextFill LATER = (text, place, problems) -> null;

  /**
   * Fills a template.
   *
   * @param place of the value in its document
   * @param problems hears what is wrong with it
   * @return the filled text; null if there is none, and nobody is to look at the value
   */
  @Nullable String fill(String text, Place place, Problems problems);
}
