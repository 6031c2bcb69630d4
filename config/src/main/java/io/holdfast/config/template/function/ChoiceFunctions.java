package io.holdfast.config.template.function;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Defaults, conditions and what a value is. */
final class ChoiceFunctions implements Group {
  @Override
  public String title() {
    return "Defaults, conditions and kinds";
  }

  @Override
  public List<String> lines() {
    return List.of(
        "default? DEFAULT [VALUE] : the value, or the default if it is empty or not there",
        "empty? VALUE : true if the value is empty or not there",
        "coalesce? VALUE... : the first that is not empty",
        "all? VALUE... : true if none is empty",
        "any? VALUE... : true if one is not empty",
        "ternary? IF_TRUE IF_FALSE CONDITION : one of two values",
        "required? MESSAGE VALUE : the value; the message as an error if it is empty text or not there",
        "fail MESSAGE : ends the template with this error",
        "kindOf? VALUE : the kind, as Go calls it: string, int, float64, bool, slice, map, invalid",
        "kindIs? KIND VALUE : true if the value is of this kind",
        "typeOf? VALUE : the type, as Go calls it",
        "typeIs? TYPE VALUE : true if the value is of this type",
        "typeIsLike? TYPE VALUE : the same",
        "deepEqual VALUE OTHER : true if both are the same all the way down");
  }

  @Override
  public @Nullable Object call(Call call) {
    return switch (call.name()) {
      case "default" -> call.count() > 1 && Kind.isTrue(call.any(1)) ? call.any(1) : call.any(0);
      case "empty" -> !Kind.isTrue(call.any(0));
      case "coalesce" -> call.from(0).stream().filter(Kind::isTrue).findFirst().orElse(null);
      case "all" -> call.from(0).stream().allMatch(Kind::isTrue);
      case "any" -> call.from(0).stream().anyMatch(Kind::isTrue);
      case "ternary" -> call.flag(2) ? call.any(0) : call.any(1);
      case "required" -> {
        if (call.any(1) == null || call.any(1).equals("")) {
          throw refusal(call.text(0));
        }
        yield call.any(1);
      }
      case "fail" -> throw refusal(call.text(0));
      case "kindOf" -> Kind.word(call.any(0));
      case "kindIs" -> call.text(0).equals(Kind.word(call.any(1)));
      case "typeOf" -> Kind.type(call.any(0));
      case "typeIs" -> call.text(0).equals(Kind.type(call.any(1)));
      case "typeIsLike" -> {
        String type = Kind.type(call.any(1));
        yield type.equals(call.text(0)) || type.equals("*" + call.text(0));
      }
      case "deepEqual" -> Comparison.same(call.any(0), call.any(1), call.budget());
      default -> throw call.unknown();
    };
  }

  private static RefusedException refusal(String message) {
    return new RefusedException(
        message.isBlank() ? "the template refuses to go on, and does not say why" : message);
  }
}
