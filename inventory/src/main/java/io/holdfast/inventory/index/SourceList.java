package io.holdfast.inventory.index;

import java.io.IOException;
import java.util.List;

/** What was put into an index, in the order in which it came where that is known. */
sealed interface SourceList permits SourceFile, SourceTable {
  /** All of it. */
  List<Source> all() throws IOException;

  /** Adds one, in place of an earlier form of the same. */
  void add(Source source) throws IOException;
}
