package io.holdfast.node.recovery;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where a repair may come from. */
public interface RepairSource {
  /**
   * Looks for it.
   *
   * @return a repository, as an operator would name it; null if there is none now
   * @throws IOException if there is one that cannot be read
   */
  @Nullable String find() throws IOException, InterruptedException;

  /** Lets go of what was found, so that another one may take its place; harmless if nothing was. */
  void release() throws IOException, InterruptedException;

  /**
   * True if a version older than the one that was proven here will do. Whoever stands before the
   * machine may choose one; whoever answers for a name on a network may not.
   */
  boolean mayBeOlder();

  /**
   * A repository on a network.
   *
   * @param url its address
   */
  static RepairSource ofNetwork(String url) {
    return new RepairSource() {
      @Override
      public String find() {
        return url;
      }

      @Override
      public void release() {}

      @Override
      public boolean mayBeOlder() {
        return false;
      }
    };
  }
}
