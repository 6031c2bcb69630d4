package io.holdfast.node.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.config.action.Action;
import io.holdfast.config.action.ReadDatasource;
import io.holdfast.config.action.SetHostname;
import io.holdfast.config.apply.RootedMachine;
import io.holdfast.config.cloud.CloudConfig;
import io.holdfast.config.source.Origin;
import io.holdfast.config.source.datasource.Datasources;
import io.holdfast.config.source.datasource.MachineFacts;
import io.holdfast.config.source.datasource.UserParts;
import io.holdfast.config.yaml.Place;
import io.holdfast.node.configuration.FetchedFiles;
import io.holdfast.node.disk.NodePaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node makes of what a datasource says. */
final class AskingMachineTest {
  private static final Action ASK =
      new ReadDatasource(List.of("aws", "gcp"), null, "user", Place.startOf("oem/ask.yaml"));
  private static final UserParts SCRIPT =
      new UserParts(List.of(new UserParts.Script("#!/bin/sh\necho up\n")), List.of());

  @TempDir private Path root;
  private final List<String> asked = new ArrayList<>();

  @Test
  void all_it_says_becomes_files_that_count_after_those_in_oem() throws Exception {
    assertThat(machine(said("one", SCRIPT)).perform(ASK).changed()).isTrue();
    assertThat(asked).containsExactly("aws", "gcp");
    assertThat(files()).containsExactly("00_datasource_01.yaml", "00_datasource_02.yaml");
    Files.createDirectories(paths().oem());
    Files.writeString(paths().oem().resolve("99.yaml"), "hostname: installed\n");
    CloudConfig config = CloudConfig.load(paths().configurations());
    assertThat(config.hostname()).extracting(SetHostname::name).isEqualTo("one");
    assertThat(config.commands()).hasSize(1);
  }

  @Test
  void what_is_said_again_is_not_written_again_and_what_is_said_no_more_goes() throws Exception {
    machine(said("one", SCRIPT)).perform(ASK);
    assertThat(machine(said("one", SCRIPT)).perform(ASK).changed()).isFalse();
    assertThat(machine(said("one", UserParts.NONE)).perform(ASK).changed()).isTrue();
    assertThat(files()).containsExactly("00_datasource_01.yaml");
    assertThat(machine(said("two", UserParts.NONE)).perform(ASK).changed()).isTrue();
    assertThat(Files.readString(local().resolve("00_datasource_01.yaml"))).contains("two");
  }

  @Test
  void what_people_put_there_stays() throws Exception {
    Files.createDirectories(local());
    Files.writeString(local().resolve("00_mine.yaml"), "hostname: mine\n");
    machine(said("one", UserParts.NONE)).perform(ASK);
    assertThat(files()).containsExactly("00_datasource_01.yaml", "00_mine.yaml");
  }

  @Test
  void what_cannot_be_used_changes_nothing() throws Exception {
    machine(said("one", UserParts.NONE)).perform(ASK);
    for (String bad : List.of("#cloud-config\nhostnam: x\n", "#cloud-config\n{{{", "- a")) {
      UserParts parts = new UserParts(List.of(new UserParts.Document(bad)), List.of());
      assertThatThrownBy(() -> machine(said("two", parts)).perform(ASK))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("what it says cannot be used: datasource aws");
    }
    assertThat(files()).containsExactly("00_datasource_01.yaml");
    assertThat(Files.readString(local().resolve("00_datasource_01.yaml"))).contains("one");
  }

  @Test
  void where_none_says_anything_the_reasons_are_told_and_what_was_said_before_stays()
      throws Exception {
    machine(said("one", UserParts.NONE)).perform(ASK);
    AskingMachine silent =
        machine(new Datasources.Outcome.Nothing(List.of("aws: it does not answer in time")));
    assertThatThrownBy(() -> silent.perform(ASK))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("aws: it does not answer in time");
    assertThat(files()).containsExactly("00_datasource_01.yaml");
  }

  @Test
  void the_first_step_that_hears_anything_is_the_one() throws Exception {
    AskingMachine machine = machine(said("one", UserParts.NONE));
    machine.perform(ASK);
    assertThat(machine.perform(ASK).changed()).isFalse();
    assertThat(asked).as("once").hasSize(2);
  }

  private static Datasources.Outcome said(String hostname, UserParts parts) {
    return new Datasources.Outcome.Found(
        new MachineFacts("aws", "169.254.169.254", hostname, List.of(), parts, List.of()));
  }

  private AskingMachine machine(Datasources.Outcome outcome) throws IOException {
    return new AskingMachine(
        RootedMachine.withoutNetwork(root),
        root,
        (names, path) -> answer(names, path, outcome),
        new FetchedFiles(paths(), Origin.DATASOURCE));
  }

  private Datasources.Outcome answer(
      List<String> names, @Nullable Path path, Datasources.Outcome outcome) {
    assertThat(path).isNull();
    asked.addAll(names);
    return outcome;
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.list(local())) {
      return all.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  private Path local() {
    return root.resolve("usr/local/cloud-config");
  }

  private NodePaths paths() {
    return new NodePaths(root);
  }
}
