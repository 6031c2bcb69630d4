package io.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.holdfast.cli.AskedInstall.Confirmed;
import io.holdfast.cli.AskedInstall.Outlook;
import io.holdfast.config.draft.Draft;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AskedInstallTest {
  private static final String KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExample ops@desk";

  /** Disk, hostname, user, key, password twice, network, repairs. */
  private static final String[] ALL = {
    "", "berlin", "mara", KEY, "open sesame", "open sesame", "release", ""
  };

  @TempDir Path folder;

  private final List<String> said = new ArrayList<>();
  private final List<String> looked = new ArrayList<>();

  @Test
  void what_was_answered_is_shown_and_installed_after_a_yes() throws Exception {
    Confirmed confirmed = asked(ALL, "yes");

    assertThat(confirmed.disk()).isEqualTo(Path.of("/dev/vda"));
    assertThat(confirmed.erases()).isFalse();
    Draft draft = confirmed.draft();
    assertThat(draft.hostname()).isEqualTo("berlin");
    assertThat(draft.remarks()).isEmpty();
    assertThat(new String(confirmed.configuration(), StandardCharsets.UTF_8))
        .isEqualTo(draft.text());
    assertThat(looked).containsExactly("auto");
    assertThat(said.subList(said.indexOf("This is what you answered:"), said.size()))
        .anyMatch(line -> line.matches(" +hostname +berlin"))
        .anyMatch(line -> line.matches(" +user +mara"))
        .anyMatch(line -> line.endsWith(KEY))
        .anyMatch(line -> line.contains("the plan for auto"))
        .noneMatch(line -> line.contains("sesame") || line.contains("$6$"))
        .noneMatch(line -> line.contains("WARNING"));
  }

  @Test
  void nothing_else_than_yes_installs_and_no_asks_everything_again() throws Exception {
    Confirmed confirmed = asked(ALL, "", "y", "Yes", "erase", "no", all("", "rome", KEY), "  yes ");

    assertThat(confirmed.draft().hostname()).isEqualTo("rome");
    assertThat(said).containsOnlyOnce("All is asked again.");
  }

  @Test
  void whoever_leaves_begins_again_wherever_it_was() throws Exception {
    for (int left = 0; left <= ALL.length; left++) {
      said.clear();
      String[] begun = Arrays.copyOf(ALL, left);
      Confirmed confirmed = asked(begun, Scripted.LEAVES, all("", "rome", KEY), "yes");
      assertThat(confirmed.draft().hostname()).isEqualTo("rome");
      assertThat(said).contains("All is asked again.");
    }
  }

  @Test
  void what_was_typed_before_all_was_shown_is_no_yes() throws Exception {
    asked(ALL, "yes");
    String last = said.getLast();
    assertThat(last).startsWith("Write 'yes'");
    assertThat(said.get(said.indexOf(last) - 1)).isEqualTo(Scripted.FORGETS);
  }

  @Test
  void ten_wrong_words_are_no_yes() throws Exception {
    String[] wrong = new String[10];
    Arrays.fill(wrong, "install");
    assertThat(asked(ALL, wrong, all("", "rome", KEY), "yes").draft().hostname()).isEqualTo("rome");
  }

  @Test
  void a_disk_that_is_refused_is_told_and_asked_for_alone() throws Exception {
    Confirmed confirmed = asked(all("/dev/full", "berlin", KEY), "/dev/none", "/dev/vdb", "yes");

    assertThat(looked).containsExactly("/dev/full", "/dev/none", "/dev/vdb");
    assertThat(confirmed.disk()).isEqualTo(Path.of("/dev/vdb"));
    assertThat(confirmed.draft().hostname()).isEqualTo("berlin");
    assertThat(confirmed.draft().text()).contains("device: \"/dev/vdb\"");
    assertThat(said).contains("  There is no /dev/full.").containsOnlyOnce("User [ops]: ");
  }

  @Test
  void an_address_of_its_own_outlives_a_refused_disk() throws Exception {
    Confirmed confirmed =
        asked(
            Stream.of("/dev/none", "", "", "none", "", "192.0.2.7/24", "", "192.0.2.1", "", "")
                .toArray(String[]::new),
            "/dev/vdb",
            "yes");

    assertThat(confirmed.draft().text()).contains("Address=192.0.2.7/24", "Gateway=192.0.2.1");
    assertThat(said).anyMatch(line -> line.contains("nobody can log in"));
  }

  @Test
  void what_a_disk_holds_is_lost_only_after_another_word() throws Exception {
    Confirmed confirmed = asked(all("/dev/old", "berlin", KEY), "yes", "erase");

    assertThat(confirmed.erases()).isTrue();
    assertThat(said).contains("WARNING: /dev/old holds ext4. All of it is lost.");
  }

  @Test
  void a_disk_that_is_refused_again_and_again_begins_again() throws Exception {
    String[] wrong = new String[10];
    Arrays.fill(wrong, "/dev/none");
    assertThat(
            asked(all("/dev/none", "berlin", KEY), wrong, all("/dev/vdb", "rome", KEY), "yes")
                .draft()
                .hostname())
        .isEqualTo("rome");
  }

  @Test
  void a_release_that_cannot_be_read_is_no_matter_of_the_disk() {
    AskedInstall asked =
        install(
            new Scripted(said, ALL),
            (disk, configuration) -> {
              throw new IOException("damaged");
            });
    assertThatIOException().isThrownBy(asked::run).withMessage("damaged");
  }

  private static String[] all(String disk, String hostname, String key) {
    return new String[] {disk, hostname, "", key, "", "dhcp", ""};
  }

  /** Texts, and arrays of them. */
  private Confirmed asked(Object... parts) throws Exception {
    looked.clear();
    String[] answers =
        Arrays.stream(parts)
            .flatMap(
                part ->
                    part instanceof String[] many ? Arrays.stream(many) : Stream.of((String) part))
            .toArray(String[]::new);
    Scripted person = new Scripted(said, answers);
    Confirmed confirmed = install(person, this::look).run();
    assertThat(person.left()).as("answers that nobody asked for").isZero();
    return confirmed;
  }

  private AskedInstall install(Conversation with, AskedInstall.Planner planner) {
    return new AskedInstall(
        with, () -> new Interview(with, false, new KeyAnswer(folder), List.of()), planner);
  }

  private Outlook look(String disk, byte[] configuration) {
    looked.add(disk);
    return switch (disk) {
      case "/dev/none", "/dev/full" -> new Outlook.Refused("There is no " + disk + ".\nName one.");
      case "/dev/old" -> new Outlook.Possible(Path.of(disk), "ext4", "the plan for " + disk);
      case "auto" -> new Outlook.Possible(Path.of("/dev/vda"), "", "the plan for auto");
      default -> new Outlook.Possible(Path.of(disk), "", "the plan for " + disk);
    };
  }
}
