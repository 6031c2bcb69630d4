package io.holdfast.config.facts;

import io.holdfast.config.template.Delimiters;
import io.holdfast.config.template.Origin;
import io.holdfast.config.template.Template;
import io.holdfast.config.template.TemplateException;
import io.holdfast.config.template.TemplateValues;
import io.holdfast.config.yaml.Place;
import io.holdfast.config.yaml.Problem;
import io.holdfast.config.yaml.Problems;
import io.holdfast.config.yaml.TextFill;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fills templates with what a machine says of itself. The machine is read when the first template
 * is met, which most configurations do not have. For one thread.
 */
public final class MachineTemplates implements TextFill {
  private static final String MACHINE_ID = "etc/machine-id";

  /** What random values are made from. */
  public interface Seed {
    /** Reads or makes it. */
    String read() throws IOException;
  }

  private final Path root;
  private final Seed seed;
  private String seedText = "";
  private @Nullable Map<String, @Nullable Object> facts;
  private String machineId = "";

  /**
   * Those of a machine.
   *
   * @param root of its file system
   * @param seed all that is random is made from it and from the template's own text: the same
   *     template gives the same text as long as the seed is kept
   */
  public MachineTemplates(Path root, Seed seed) {
    this.root = root;
    this.seed = seed;
  }

  @Override
  public @Nullable String fill(String text, Place place, Problems problems) {
    try {
      return Template.fill(text, Origin.at(place), Delimiters.BRACES, values(text));
    } catch (TemplateException e) {
      for (Problem problem : e.problems()) {
        problems.add(problem);
      }
    } catch (IOException e) {
      problems.add(place, "what the machine says of itself cannot be read: " + e.getMessage());
    }
    return null;
  }

  private TemplateValues values(String text) throws IOException {
    if (facts == null) {
      seedText = seed.read();
      facts = new LinkedHashMap<>(MachineFacts.read(root));
      Path file = root.resolve(MACHINE_ID);
      machineId = Files.isRegularFile(file) ? Files.readString(file).strip() : "";
    }
    return new TemplateValues(
        facts, Map.of(), machineId, seedText + text, Instant.now(), System.getenv());
  }
}
