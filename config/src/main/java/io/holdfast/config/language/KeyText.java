package io.holdfast.config.language;

import io.holdfast.config.language.Form.Any;
import io.holdfast.config.language.Form.Bytes;
import io.holdfast.config.language.Form.Flag;
import io.holdfast.config.language.Form.ListOf;
import io.holdfast.config.language.Form.MapOf;
import io.holdfast.config.language.Form.Mapping;
import io.holdfast.config.language.Form.Mode;
import io.holdfast.config.language.Form.OneOf;
import io.holdfast.config.language.Form.Text;
import io.holdfast.config.language.Form.Time;
import io.holdfast.config.language.Form.WholeNumber;
import io.holdfast.config.yaml.ScalarText;
import java.util.List;

/** Keys in words, for pages and schemas. Pure. */
public final class KeyText {
  private KeyText() {}

  /** What a key means and, if it has no effect, why, in sentences. */
  public static String sentence(Key key) {
    String meaning =
        Character.toUpperCase(key.meaning().charAt(0)) + key.meaning().substring(1) + ".";
    String support = support(key.support());
    return support.isEmpty() ? meaning : meaning + " " + support;
  }

  /** Empty for a supported key. */
  static String support(Support support) {
    return switch (support) {
      case Support.Supported _ -> "";
      case Support.Unsupported no -> "Not supported: it " + no.reason() + instead(no.instead());
      case Support.RefusedAtRunTime no -> "Refused: it " + no.reason() + instead(no.instead());
    };
  }

  private static String instead(String instead) {
    return instead.isEmpty() ? "." : ". Use " + instead + ".";
  }

  /** What a value looks like, as a phrase. */
  static String form(Form form) {
    return switch (form) {
      case Any _ -> "anything";
      case Text text when !text.choices().isEmpty() ->
          "one of "
              + String.join(
                  ", ",
                  text.choices().stream()
                      .filter(choice -> !choice.isEmpty())
                      .map(choice -> "`" + choice + "`")
                      .toList());
      case Text _ -> "text";
      case Flag _ -> "true or false";
      case WholeNumber number -> "a number from " + number.least() + " to " + number.most();
      case Mode _ -> "an octal mode";
      case Time time ->
          range(
              "a time",
              time.least().isZero() ? "0s" : ScalarText.duration(time.least()),
              ScalarText.duration(time.most()));
      case Bytes bytes ->
          range("a size", ScalarText.bytes(bytes.least()), ScalarText.bytes(bytes.most()));
      case ListOf list -> "a list: " + form(list.item());
      case MapOf map -> "a mapping of names: " + form(map.value());
      case Mapping mapping -> mapping.what();
      case OneOf oneOf -> String.join("; or ", oneOf.forms().stream().map(KeyText::form).toList());
    };
  }

  private static String range(String what, String least, String most) {
    return what + " from " + least + " to " + most;
  }

  /** The mappings in a form, however deep in lists, names and choices. */
  static List<Mapping> mappings(Form form) {
    return switch (form) {
      case Mapping mapping -> List.of(mapping);
      case ListOf list -> mappings(list.item());
      case MapOf map -> mappings(map.value());
      case OneOf oneOf -> oneOf.forms().stream().flatMap(one -> mappings(one).stream()).toList();
      default -> List.of();
    };
  }
}
