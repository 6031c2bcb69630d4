package io.holdfast.node.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.host.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The model in {@code src/test/model} has the tables that the code has, and the model checker TLC
 * finds that in every reachable state all holds that must, and that all ends that must. Changed
 * models, one at least for each part, show that it would find what does not.
 */
final class ModelTest {
  private static final Path MODEL = Path.of("src/test/model");
  private static final String MACHINE = "Trial.tla";
  private static final String VERDICTS = "Verdicts.tla";
  private static final String TABLES = "Tables.tla";
  private static final String CHOICE = "Trial.cfg";
  private static final String ALL = "{'release', 'content', 'configuration', 'extension'}";
  private static final Pattern ROW = Pattern.compile("\"([^\"]+)\" :> <<(.*)>>");
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final String CLEAN = "No error has been found";
  private static final String ENDLESS = "Temporal properties were violated";

  @TempDir private Path folder;

  /** A model with some of its lines changed. */
  private final class Model {
    private final Map<String, String> files = new HashMap<>();

    Model() throws Exception {
      for (String name : List.of(MACHINE, VERDICTS, TABLES, CHOICE)) {
        files.put(name, Files.readString(MODEL.resolve(name)));
      }
    }

    /** With one text in the place of another, which it has once. */
    Model with(String file, String text, String by) {
      String before = String.valueOf(files.get(file));
      assertThat(before.split(Pattern.quote(text), -1)).as("places of %s", text).hasSize(2);
      files.put(file, before.replace(text, by));
      return this;
    }

    /** With this value of a constant, texts in single quotes. */
    Model choosing(String constant, String value) {
      Matcher line =
          Pattern.compile("^  " + constant + " = .*$", Pattern.MULTILINE)
              .matcher(String.valueOf(files.get(CHOICE)));
      assertThat(line.find()).as("there is a constant %s", constant).isTrue();
      files.put(CHOICE, line.replaceFirst("  " + constant + " = " + value.replace('\'', '"')));
      return this;
    }

    String checked() throws Exception {
      for (Map.Entry<String, String> file : files.entrySet()) {
        Files.writeString(folder.resolve(file.getKey()), file.getValue());
      }
      // In a process of its own: TLC keeps what it knows in static fields, and ends its JVM.
      Command.Result result =
          Command.of(
                  Path.of(System.getProperty("java.home"), "bin/java").toString(),
                  "-XX:+UseSerialGC",
                  "-Xmx512m",
                  "-Djava.io.tmpdir=" + folder,
                  "-cp",
                  System.getProperty("java.class.path"),
                  "tlc2.TLC",
                  "-workers",
                  "1",
                  // Else it depends on the machine's pace which of two violations is told.
                  "-lncheck",
                  "final",
                  "-metadir",
                  folder.resolve("states").toString(),
                  folder.resolve(MACHINE).toString())
              .within(LIMIT)
              .run();
      return result.output() + result.errors();
    }
  }

  @Test
  void the_models_tables_are_those_of_the_code() throws Exception {
    List<String> rows = new ArrayList<>();
    for (String line : Files.readAllLines(MODEL.resolve(TABLES))) {
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
  void one_change_of_any_kind_ends_as_it_must_whatever_dies_and_whenever_the_power_goes()
      throws Exception {
    assertThat(new Model().checked()).contains(CLEAN);
  }

  @Test
  void something_whole_is_started_or_recovery_is_whichever_slots_become_damaged() throws Exception {
    assertThat(damaged(ALL, "{'good', 'sick', 'panics early', 'dies', 'turns'}").checked())
        .contains(CLEAN);
  }

  @Test
  void a_second_change_waits_and_is_not_lost() throws Exception {
    assertThat(two(ALL, "{'good', 'sick'}").checked()).contains(CLEAN);
  }

  @Test
  void nor_is_one_lost_beside_a_change_that_dies_at_once_or_later() throws Exception {
    assertThat(two("{'release', 'content'}", "{'dies', 'turns'}").checked()).contains(CLEAN);
  }

  @Test
  void a_third_change_may_take_the_place_of_what_waits() throws Exception {
    assertThat(
            two("{'release', 'content'}", "{'good', 'sick'}")
                .choosing("Changes", "3")
                .choosing("Cuts", "0")
                .checked())
        .contains(CLEAN);
  }

  @Test
  void as_many_losses_of_power_as_tries_are_too_many_for_a_good_change() throws Exception {
    assertThat(one("release", "good").choosing("Cuts", "3").checked())
        .contains("Invariant GoodSurvives is violated");
  }

  @Test
  void a_table_that_goes_on_trying_what_crashes_is_found() throws Exception {
    String row =
        "\"last known good boots, tried ... a sign of how it ended\" :> <<\"idle\", \"staged\", ";
    assertThat(
            one("release", "panics")
                .with(
                    TABLES, row + "\"reverting\", \"reverting\"", row + "\"reverting\", \"armed*\"")
                .checked())
        .contains(ENDLESS);
  }

  @Test
  void a_configuration_that_failed_and_is_not_left_by_a_restart_is_found() throws Exception {
    assertThat(
            one("configuration", "sick")
                .with(
                    TABLES,
                    "OfStart ==",
                    "OfStart == \"required check failed\" :> <<\"-\", \"-\", \"-\", \"reverting\", \"-\">> @@")
                .checked())
        .contains("Invariant WhatFailedDoesNotStay is violated");
  }

  @Test
  void a_configuration_that_a_person_took_back_and_the_next_start_finds_again_is_found()
      throws Exception {
    assertThat(
            one("configuration", "good")
                .with(
                    MACHINE,
                    "state.fate[file] \\notin {\"barred\", \"withdrawn\"}",
                    "state.fate[file] \\notin {\"barred\"}")
                .checked())
        .contains("WhatIsOverStaysOver");
  }

  @Test
  void an_extension_that_is_tried_for_ever_is_found() throws Exception {
    assertThat(
            one("extension", "dies")
                .with(
                    TABLES,
                    "OfStart ==",
                    "OfStart == \"the machine starts ... it was the last try\""
                        + " :> <<\"idle\", \"staged\", \"armed\", \"armed\", \"reverting\">> @@")
                .checked())
        .contains(ENDLESS);
  }

  @Test
  void a_damaged_slot_whose_entry_is_never_set_aside_is_found() throws Exception {
    assertThat(
            damaged("{'content'}", "{'good'}")
                .with(
                    MACHINE,
                    "MustSetAside == sign = \"verity\"",
                    "MustSetAside == FALSE /\\ sign = \"verity\"")
                .checked())
        .contains(ENDLESS);
  }

  @Test
  void a_last_known_good_that_stays_in_its_damaged_slot_is_found() throws Exception {
    assertThat(
            damaged("{'content'}", "{'good'}")
                .with(
                    VERDICTS,
                    "IF Refuge(s) = <<>> THEN Change(marked, Loader)",
                    "IF TRUE THEN Change(marked, Loader)")
                .checked())
        .contains("Invariant NoDamagedSlotIsStartedAgain is violated");
  }

  @Test
  void a_staged_release_whose_damage_is_only_told_and_not_kept_is_found() throws Exception {
    assertThat(
            damaged("{'release'}", "{'good'}")
                .with(
                    MACHINE,
                    "rot[slot] # \"no\"\n        /\\ Decides",
                    "rot[slot] = \"only told\"\n        /\\ Decides")
                .checked())
        .contains(ENDLESS);
  }

  @Test
  void a_change_that_leaves_the_queue_before_it_is_staged_is_found() throws Exception {
    assertThat(
            two("{'release'}", "{'good'}")
                .with(
                    MACHINE,
                    "!.held = Outside(state, target)],",
                    "!.held = Outside(state, target), !.queue = Without(@, c)],")
                .checked())
        .contains("Invariant NoneIsLost is violated");
  }

  @Test
  void a_queue_that_is_not_taken_is_found() throws Exception {
    assertThat(
            two("{'content'}", "{'good'}")
                .with(MACHINE, "(state.fate[c] = \"waits\" /\\ Head(state.queue) = c)", "FALSE")
                .with(MACHINE, "state.queue # <<>>\n", "FALSE\n")
                .checked())
        .contains(ENDLESS);
  }

  @Test
  void a_second_change_that_does_not_wait_is_found() throws Exception {
    assertThat(
            two("{'content', 'extension'}", "{'good'}")
                .with(
                    MACHINE,
                    "Take(c) ==\n  /\\ GoodRuns /\\ state.trial = \"idle\"",
                    "Take(c) ==\n  /\\ GoodRuns /\\ state.trial \\in {\"idle\", \"trying\"}")
                .with(CHOICE, "  NoStartReadsWhatIsNotProven\n", "")
                .with(CHOICE, "  NoneIsLost\n", "")
                .checked())
        .contains("Invariant OneChangeAtATime is violated");
  }

  private Model one(String what, String kind) throws Exception {
    return new Model().choosing("Whats", "{'" + what + "'}").choosing("Kinds", "{'" + kind + "'}");
  }

  private Model damaged(String whats, String kinds) throws Exception {
    return new Model()
        .choosing("Whats", whats)
        .choosing("Kinds", kinds)
        .choosing("Cuts", "1")
        .choosing("Rots", "2")
        .choosing("Wishes", "0");
  }

  private Model two(String whats, String kinds) throws Exception {
    return new Model()
        .choosing("Changes", "2")
        .choosing("Whats", whats)
        .choosing("Kinds", kinds)
        .choosing("Cuts", "1")
        .choosing("Wishes", "0");
  }
}
