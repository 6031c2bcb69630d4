package io.holdfast.config.template.function;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is made by chance, from the seed that is given from outside. */
final class ChanceFunctions implements Group {
  /** Enough for any password or name. */
  private static final int MAX_COUNT = 10_000;

  private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final String DIGITS = "0123456789";

  @Override
  public String title() {
    return "Chance";
  }

  @Override
  public List<String> lines() {
    return List.of(
        "randAlphaNum COUNT : so many letters and digits",
        "randAlpha COUNT : so many letters",
        "randNumeric COUNT : so many digits",
        "randAscii COUNT : so many letters, digits and signs",
        "randBytes COUNT : so many bytes in Base64",
        "randInt FROM TO : a whole number from one to below another",
        "shuffle TEXT : its characters in another order",
        "uuidv4 : a UUID made by chance");
  }

  @Override
  public @Nullable Object call(Call call) {
    Chance chance = call.surroundings().random();
    return switch (call.name()) {
      case "randAlphaNum" -> chance.nextText(count(call), LETTERS + DIGITS);
      case "randAlpha" -> chance.nextText(count(call), LETTERS);
      case "randNumeric" -> chance.nextText(count(call), DIGITS);
      case "randAscii" -> chance.nextText(count(call), printable());
      case "randBytes" -> Base64.getEncoder().encodeToString(chance.nextBytes(count(call)));
      case "randInt" -> {
        long from = call.whole(0);
        long to = call.whole(1);
        if (from >= to || to - from <= 0) {
          throw new RefusedException("randInt wants a number and a larger one");
        }
        yield from + chance.nextBelow(to - from);
      }
      case "shuffle" -> shuffle(call, chance);
      case "uuidv4" -> chance.nextUuid();
      default -> throw call.unknown();
    };
  }

  private static int count(Call call) {
    int count = call.whole(0, 0, MAX_COUNT);
    // Each number costs a good part of a digest.
    call.budget().spend(count * 20L);
    return count;
  }

  private static String printable() {
    StringBuilder all = new StringBuilder();
    for (char c = ' '; c < 0x7f; c++) {
      all.append(c);
    }
    return all.toString();
  }

  private static String shuffle(Call call, Chance chance) {
    List<Integer> characters = new ArrayList<>(call.text(0).codePoints().boxed().toList());
    call.budget().spend(characters.size() * 20L);
    for (int i = characters.size() - 1; i > 0; i--) {
      Collections.swap(characters, i, (int) chance.nextBelow(i + 1));
    }
    StringBuilder out = new StringBuilder();
    characters.forEach(out::appendCodePoint);
    return out.toString();
  }
}
