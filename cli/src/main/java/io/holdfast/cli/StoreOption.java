package io.holdfast.cli;

import io.holdfast.inventory.advisory.store.AdvisoryStore;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where advisories are kept. */
final class StoreOption {
  @Option(
      names = "--store",
      paramLabel = "DIR",
      description =
          "The folder of imported advisories; if left out, 'advisories' in $HOLDFAST_DATA, or in"
              + " holdfast in the user's data folder ($XDG_DATA_HOME, ~/.local/share).")
  private @Nullable Path folder;

  AdvisoryStore store() {
    return new AdvisoryStore(folder == null ? Workplace.advisories() : folder);
  }
}
