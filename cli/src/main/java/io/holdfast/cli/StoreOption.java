package io.holdfast.cli;

import io.holdfast.inventory.advisory.Issue;
import io.holdfast.inventory.advisory.store.AdvisoryStore;
import java.io.IOException;
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

  /**
   * A problem of which there are records.
   *
   * @throws IOException if there are none
   */
  Issue issue(String name) throws IOException {
    Issue issue = Issue.of(name, store().records());
    if (issue.records().isEmpty()) {
      throw new IOException(
          "No advisory in "
              + store().folder()
              + " is of "
              + name
              + ". Import its records with 'holdfast advisory import'.");
    }
    return issue;
  }
}
