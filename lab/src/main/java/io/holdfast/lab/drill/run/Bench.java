package io.holdfast.lab.drill.run;

import io.holdfast.lab.drill.node.DrilledNode;
import java.io.IOException;
import java.util.function.Consumer;

/** Where healthy nodes come from. */
@FunctionalInterface
public interface Bench {
  /**
   * A node of its own, as it was when its snapshot was taken: healthy, with user data, the
   * repository mounted.
   *
   * @param console hears each line of its console
   */
  DrilledNode healthyNode(Consumer<String> console) throws IOException, InterruptedException;
}
