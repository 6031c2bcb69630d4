package io.holdfast.config.template.function;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether values are the same and which comes first. Not by their own equals and hashCode: those
 * never end on a mapping that holds itself, and multiply where lists share lists. Stateless.
 */
final class Comparison {
  private Comparison() {}

  /** The same all the way down; a whole number is the same as a fraction of its value. */
  static boolean same(@Nullable Object a, @Nullable Object b, Budget budget) {
    return same(a, b, 0, budget);
  }

  private static boolean same(@Nullable Object a, @Nullable Object b, int depth, Budget budget) {
    budget.spend(1);
    budget.checkNesting(depth);
    if (a instanceof List<?> one && b instanceof List<?> other) {
      if (one.size() != other.size()) {
        return false;
      }
      Iterator<?> others = other.iterator();
      for (Object element : one) {
        if (!same(element, others.next(), depth + 1, budget)) {
          return false;
        }
      }
      return true;
    }
    if (a instanceof Map<?, ?> one && b instanceof Map<?, ?> other) {
      if (one.size() != other.size()) {
        return false;
      }
      for (Map.Entry<?, ?> entry : one.entrySet()) {
        if (!other.containsKey(entry.getKey())
            || !same(entry.getValue(), other.get(entry.getKey()), depth + 1, budget)) {
          return false;
        }
      }
      return true;
    }
    if (a == null || b == null) {
      return a == null && b == null;
    }
    if (a instanceof List<?> || a instanceof Map<?, ?>) {
      return false;
    }
    if (a instanceof String text) {
      budget.spend(text.length());
    }
    boolean numbers = a instanceof Number && b instanceof Number;
    return numbers ? numbers(a, b) == 0 : a.equals(b);
  }

  /** {@code eq}: plain values of one kind, or nothing. */
  static boolean equal(@Nullable Object a, @Nullable Object b, Budget budget) {
    if (a == null || b == null) {
      return a == null && b == null;
    }
    boolean plain = !(a instanceof List<?>) && !(a instanceof Map<?, ?>);
    boolean numbers = a instanceof Number && b instanceof Number;
    if (!plain || (!numbers && a.getClass() != b.getClass())) {
      throw cannot("compare", a, b);
    }
    return same(a, b, budget);
  }

  /** Numbers by size, texts by their characters: negative if a comes first. */
  static int order(@Nullable Object a, @Nullable Object b, Budget budget) {
    if (a instanceof String one && b instanceof String other) {
      budget.spend(Math.min(one.length(), other.length()));
      return texts(one, other);
    }
    if (a instanceof Number && b instanceof Number) {
      return numbers(a, b);
    }
    throw cannot("order", a, b);
  }

  /** By code points, which is the order of bytes in UTF-8. */
  static int texts(String a, String b) {
    int i = 0;
    while (i < a.length() && i < b.length()) {
      int one = a.codePointAt(i);
      int other = b.codePointAt(i);
      if (one != other) {
        return Integer.compare(one, other);
      }
      i += Character.charCount(one);
    }
    return Integer.compare(a.length(), b.length());
  }

  private static int numbers(Object a, Object b) {
    if (a instanceof Long one && b instanceof Long other) {
      return Long.compare(one, other);
    }
    return Double.compare(((Number) a).doubleValue() + 0.0, ((Number) b).doubleValue() + 0.0);
  }

  private static RefusedException cannot(String what, @Nullable Object a, @Nullable Object b) {
    return new RefusedException(
        "cannot "
            + what
            + " "
            + Kind.describe(a)
            + " and "
            + Kind.describe(b)
            + "; make both numbers with int, or both texts with toString");
  }
}
