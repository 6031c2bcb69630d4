package io.holdfast.inventory.collect;

import io.holdfast.inventory.Component;
import java.util.List;

/**
 * A component and what its package manager says is its own.
 *
 * @param paths as they stand there: some lead through links, and some are folders or not there at
 *     all
 * @param stems paths without their ending, of files that the package manager keeps of it
 */
record Owner(Component component, List<String> paths, List<String> stems) {
  Owner {
    paths = List.copyOf(paths);
    stems = List.copyOf(stems);
  }

  /** One of which nothing is kept in files of its own. */
  Owner(Component component, List<String> paths) {
    this(component, paths, List.of());
  }
}
