package io.holdfast.config.template.function;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Functions that belong together. They are told apart by a switch over their names and not by a
 * table of lambdas, each of which would cost the early start of a node a class.
 */
interface Group {
  /** What they are about, as a heading. */
  String title();

  /** One line for each; see {@link Signature#parse}. */
  List<String> lines();

  /** Calls one of them; the number of its arguments has been checked. */
  @Nullable Object call(Call call);
}
