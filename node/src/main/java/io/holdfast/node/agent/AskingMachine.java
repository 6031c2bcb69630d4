package io.holdfast.node.agent;

import io.holdfast.config.action.Action;
import io.holdfast.config.action.ReadDatasource;
import io.holdfast.config.action.TargetPath;
import io.holdfast.config.apply.Effect;
import io.holdfast.config.apply.Machine;
import io.holdfast.config.cloud.Conditions;
import io.holdfast.config.source.datasource.Datasources;
import io.holdfast.config.yaml.ConfigException;
import io.holdfast.node.configuration.FetchedFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node that asks datasources: what one says lies among its files from then on. The first step
 * that hears anything is the one, so that two of them do not replace each other's. For one thread.
 */
final class AskingMachine implements Machine {
  /** Whom to ask; {@link Datasources#ask} but in tests. */
  interface Asking {
    /** As there. */
    Datasources.Outcome ask(List<String> names, @Nullable Path path) throws InterruptedException;
  }

  private final Machine machine;
  private final Path root;
  private final Asking asking;
  private final FetchedFiles files;
  private boolean found;

  /**
   * One that does all else as another.
   *
   * @param root in which {@code path} is looked up
   * @param files takes what is said
   */
  AskingMachine(Machine machine, Path root, Asking asking, FetchedFiles files) {
    this.machine = machine;
    this.root = root;
    this.asking = asking;
    this.files = files;
  }

  @Override
  public @Nullable String unmet(Conditions conditions) throws IOException, InterruptedException {
    return machine.unmet(conditions);
  }

  @Override
  public Effect perform(Action action) throws IOException, InterruptedException {
    if (!(action instanceof ReadDatasource datasource)) {
      return machine.perform(action);
    }
    if (found) {
      return Effect.NONE;
    }
    TargetPath path = datasource.path();
    Path file = path == null ? null : root.resolve(path.toString().substring(1));
    Datasources.Outcome outcome = asking.ask(datasource.providers(), file);
    if (outcome instanceof Datasources.Outcome.Found said) {
      Effect effect = place(said);
      found = true;
      return effect;
    }
    List<String> reasons = ((Datasources.Outcome.Nothing) outcome).reasons();
    throw new IOException("none says anything: " + String.join("; ", reasons));
  }

  private Effect place(Datasources.Outcome.Found said) throws IOException {
    for (String ignored : said.facts().ignored()) {
      System.out.println(
          "configuration: datasource " + said.facts().provider() + ": not used: " + ignored);
    }
    try {
      if (!files.place(said.facts().documents())) {
        return Effect.NONE;
      }
      System.out.println(
          "configuration: datasource "
              + said.facts().provider()
              + " says something new; it is tried from the next start on");
      return Effect.CHANGE;
    } catch (ConfigException e) {
      throw new IOException("what it says cannot be used: " + e.getMessage(), e);
    }
  }
}
