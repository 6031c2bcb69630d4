package io.holdfast.node.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.host.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The model in {@code src/test/model} has the tables that the code has, and the model checker TLC
 * finds that in every reachable state all holds that must, and that all ends that must. Two changed
 * models show that it would find what does not.
 */
final class ModelTest {
  private static final Path MODEL = Path.of("src/test/model");
  private static final Pattern ROW = Pattern.compile("\"([^\"]+)\" :> <<(.*)>>");
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final String CLEAN = "No error has been found";

  @TempDir private Path folder;

  @Test
  void the_models_tables_are_those_of_the_code() throws Exception {
    List<String> rows = new ArrayList<>();
    for (String line : Files.readAllLines(MODEL.resolve("Trial.tla"))) {
      Matcher row = ROW.matcher(line);
      if (row.find()) {
        rows.add(
            "| "
                + row.group(1)
                + " | "
                + row.group(2).replace("\"", "").replace(", ", " | ")
                + " |");
      }
    }
    assertThat(rows).isEqualTo(named(TransitionTableTest.table()));
  }

  /** A row that only continues the one above gets that one's name before its own. */
  private static List<String> named(List<String> table) {
    List<String> rows = new ArrayList<>();
    String above = "";
    for (String row : table) {
      boolean goesOn = row.startsWith("| ... ");
      above = goesOn ? above : row.substring(2, row.indexOf(" |", 2));
      rows.add(goesOn ? "| " + above + row.substring(1) : row);
    }
    return rows;
  }

  @Test
  void whatever_dies_and_whenever_the_power_goes_all_holds_and_all_ends() throws Exception {
    assertThat(check("", "", "")).contains(CLEAN);
  }

  @Test
  void as_many_losses_of_power_as_tries_are_too_many_for_a_good_change() throws Exception {
    assertThat(check("Trial.cfg", "Cuts = 2", "Cuts = 3"))
        .contains("Invariant GoodSurvives is violated");
  }

  @Test
  void a_table_that_goes_on_trying_what_crashes_is_found() throws Exception {
    String row =
        "\"last known good boots, tried ... a sign of how it ended\" :> <<\"idle\", \"staged\", ";
    assertThat(
            check(
                "Trial.tla",
                row + "\"reverting\", \"reverting\"",
                row + "\"reverting\", \"armed*\""))
        .contains("Temporal properties were violated");
  }

  private String check(String file, String text, String by) throws Exception {
    for (String name : List.of("Trial.tla", "Trial.cfg")) {
      String model = Files.readString(MODEL.resolve(name));
      if (name.equals(file)) {
        assertThat(model).contains(text);
        model = model.replace(text, by);
      }
      Files.writeString(folder.resolve(name), model);
    }
    // In a process of its own: TLC keeps what it knows in static fields, and ends its JVM.
    Command.Result result =
        Command.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:+UseParallelGC",
                "-Xmx256m",
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                "tlc2.TLC",
                "-workers",
                "1",
                "-metadir",
                folder.resolve("states").toString(),
                folder.resolve("Trial.tla").toString())
            .within(LIMIT)
            .run();
    return result.output() + result.errors();
  }
}
