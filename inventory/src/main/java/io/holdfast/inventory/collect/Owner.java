package io.holdfast.inventory.collect;

import io.holdfast.inventory.Component;
import java.util.List;

/**
 * A component and the paths that its package manager says are its own, as they stand there: some
 * lead through links, and some are folders or not there at all.
 */
record Owner(Component component, List<String> paths) {
  Owner {
    paths = List.copyOf(paths);
  }
}
