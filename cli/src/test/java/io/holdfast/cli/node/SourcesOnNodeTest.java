package io.holdfast.cli.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.node.agent.Agent;
import io.holdfast.node.boot.EarlyStart;
import io.holdfast.node.configuration.ConfigurationStore;
import io.holdfast.node.configuration.NodeConfiguration;
import io.holdfast.node.content.Consumers;
import io.holdfast.node.health.Pace;
import io.holdfast.node.loader.LoaderVariables;
import io.holdfast.node.settle.NodeContext;
import io.holdfast.node.state.StateStore;
import io.holdfast.node.trial.NodeState;
import io.holdfast.release.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a made-up node's configuration is read from besides its own folders. */
final class SourcesOnNodeTest {
  private static final int CHARACTERS_OF_THE_LINE = 2000;

  @TempDir private Path folder;
  private TrainingNode machine;

  @BeforeEach
  void install() throws Exception {
    machine = TrainingNode.below(folder.resolve("node"));
  }

  @Test
  void what_the_release_brings_counts_less_than_what_the_machine_has() throws Exception {
    write("system/oem/50_image.yaml", "#cloud-config\nhostname: image\n" + file("image"));
    start();
    assertThat(hostname()).isEqualTo("training");
    assertThat(machine.paths().root().resolve("etc/image")).exists();
    assertThat(problems()).isEmpty();
  }

  @Test
  void what_the_release_brings_is_in_no_digest_and_begins_no_trial() throws Exception {
    start();
    Digest before = new ConfigurationStore(machine.paths()).present();
    write("system/oem/50_image.yaml", "#cloud-config\n" + file("image"));
    start();
    assertThat(new ConfigurationStore(machine.paths()).present()).isEqualTo(before);
    assertThat(state().isConfigurationOnTrial()).isFalse();
    assertThat(machine.paths().root().resolve("etc/image")).exists();
  }

  @Test
  void a_changed_configuration_must_be_readable_together_with_the_releases() throws Exception {
    start();
    String step = "stages:\n  boot:\n    - name: %s\n      after: [{name: %s}]\n";
    write("system/oem/50_image.yaml", "#cloud-config\n" + step.formatted("one", "two"));
    write("oem/95_more.yaml", "#cloud-config\n" + step.formatted("two", "one"));
    start();
    assertThat(state().isConfigurationOnTrial()).isFalse();
    assertThat(problems()).contains("configuration not taken, the one before stays");
  }

  @Test
  void the_kernels_command_line_counts_over_all_files() throws Exception {
    write(
        "proc/cmdline",
        "roothash=00 ro hostname=typed stages.initramfs[0].files[0].path=/etc/typed"
            + " 'stages.initramfs[0].files[0].content=by hand'\n");
    start();
    assertThat(hostname()).isEqualTo("typed");
    assertThat(machine.paths().root().resolve("etc/typed")).hasContent("by hand");
    assertThat(state().isConfigurationOnTrial()).as("it is no part of a generation").isFalse();
    assertThat(problems()).isEmpty();
    write("proc/cmdline", "roothash=00 ro\n");
    start();
    assertThat(hostname()).as("it counts for one boot").isEqualTo("training");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hostname=-",
        "stages=on",
        "users",
        "hostname=a 'quote",
        "stages.boot[0].comands[0]=x",
        "stages.boot[63].name=x",
        "stages.boot[64].name=x",
        "stages.boot[0]=x stages.boot[0].name=y",
        "write_files[0].path=../../etc/shadow write_files[0].content=x",
        "users.0.name=../root",
        "install.bind_mounts[0]=/",
        "hostname={{",
        "kairos.config=hostname kairos.config=a.b.c=d",
        "hostname=a\0b",
      })
  void a_mistake_on_it_is_told_and_takes_nothing_from_the_files(String line) throws Exception {
    write("proc/cmdline", "roothash=00 ro " + line + "\n");
    start();
    // A word without a value is "true", and may be a name.
    assertThat(hostname()).isIn("training", "a", "true");
    assertThat(machine.paths().root().resolve("etc/motd")).hasContent("training");
    assertThat(problems()).contains("configuration: ", "kernel command line");
    assertThat(NodeConfiguration.inEffect(machine.paths()).problems()).isNotEmpty();
  }

  @Test
  @Timeout(60)
  void whatever_stands_on_it_the_machine_starts() throws Exception {
    String letters = "stages.boot[0]hostname=users'\"\\#{}&*!|>%@`\n\t :-,0\0\u00e4\ud83d\ude00";
    Random random = new Random(24);
    for (int round = 0; round < 30; round++) {
      StringBuilder line = new StringBuilder("hostname=x ");
      for (int i = 0; i < CHARACTERS_OF_THE_LINE; i++) {
        line.append(letters.charAt(random.nextInt(letters.length())));
      }
      write("proc/cmdline", line.toString());
      start();
      assertThat(machine.paths().root().resolve("etc/motd")).hasContent("training");
    }
    write("proc/cmdline", "stages.boot[0].name=x ".repeat(CHARACTERS_OF_THE_LINE));
    start();
    assertThat(hostname()).isEqualTo("training");
    assertThat(problems()).contains("is not read at all");
    Files.write(
        machine.paths().kernelCommandLine(), "hostname=\u00e4".getBytes(StandardCharsets.UTF_16));
    start();
    assertThat(hostname()).isEqualTo("training");
  }

  @Test
  void a_machine_without_a_command_line_starts() throws Exception {
    Files.delete(machine.paths().kernelCommandLine());
    start();
    assertThat(hostname()).isEqualTo("training");
    assertThat(problems()).isEmpty();
  }

  @Test
  void what_a_datasource_says_is_tried_from_the_next_start_on() throws Exception {
    write(
        "oem/95_ask.yaml",
        """
        stages:
          network:
            - datasource: {providers: [file], path: /seed}
        """);
    write("seed", "#cloud-config\nhostname: seeded\n");
    start();
    assertThat(hostname()).isEqualTo("training");
    look();
    await("usr/local/cloud-config/00_datasource_01.yaml");
    assertThat(hostname()).as("not in this boot").isEqualTo("training");
    start();
    assertThat(hostname()).isEqualTo("seeded");
    assertThat(state().isConfigurationOnTrial()).isTrue();
  }

  @Test
  void what_an_address_on_the_command_line_has_is_tried_from_the_next_start_on() throws Exception {
    start();
    Path named = folder.resolve("named.yaml");
    Files.writeString(named, "#cloud-config\nhostname: fetched\n");
    write("proc/cmdline", "roothash=00 ro kairos.config_url=" + named + "\n");
    start();
    look();
    await("usr/local/cloud-config/zz_config_url_01.yaml");
    assertThat(hostname()).as("not in this boot").isEqualTo("training");
    write("proc/cmdline", "roothash=00 ro\n");
    start();
    assertThat(hostname()).isEqualTo("fetched");
    assertThat(state().isConfigurationOnTrial()).isTrue();
  }

  @Test
  void what_an_address_in_a_file_has_is_tried_from_the_next_start_on() throws Exception {
    Path named = folder.resolve("named.yaml");
    Files.writeString(named, "#cloud-config\nhostname: fetched\n");
    write("oem/10_more.yaml", "#cloud-config\nconfig_url: " + named + "\n");
    start();
    look();
    await("usr/local/cloud-config/zz_config_url_01.yaml");
    start();
    assertThat(hostname()).isEqualTo("fetched");
  }

  /** One turn of the daemon. */
  private void look() throws Exception {
    NodeContext context =
        NodeContext.of(
            machine.paths(),
            TrainingNode.MOUNTER,
            LoaderVariables.of(machine.paths()).booted(),
            Consumers.NONE);
    assertThatThrownBy(() -> Agent.run(context, new OneLook(), Runnable::run))
        .isInstanceOf(InterruptedException.class);
    assertThat(machine.paths().configuredMark()).exists();
  }

  private void await(String name) throws InterruptedException {
    Path file = machine.paths().root().resolve(name);
    for (int i = 0; i < 600 && !Files.exists(file); i++) {
      Thread.sleep(50);
    }
    assertThat(file).exists();
  }

  private void start() throws Exception {
    machine.boot(1);
    // The boot before went down in order; else so many starts are a crash loop.
    Files.writeString(machine.paths().livedMark(), "0".repeat(31) + "1");
    Files.deleteIfExists(machine.paths().problems());
    assertThat(new EarlyStart(machine.paths(), TrainingNode.MOUNTER).run())
        .isEqualTo(EarlyStart.GO_ON);
  }

  private String problems() throws IOException {
    Path file = machine.paths().problems();
    return Files.exists(file) ? Files.readString(file) : "";
  }

  private String hostname() throws IOException {
    return Files.readString(machine.paths().root().resolve("etc/hostname")).strip();
  }

  private NodeState state() throws IOException {
    return new StateStore(machine.paths().node()).read();
  }

  private static String file(String name) {
    return "write_files:\n  - {path: /etc/" + name + ", content: x}\n";
  }

  private void write(String name, String text) throws IOException {
    Path file = machine.paths().root().resolve(name);
    Files.createDirectories(file.resolveSibling(""));
    // Half of a pair of surrogates becomes a question mark, and no failure of the test.
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Ends the daemon at its first rest. */
  private static final class OneLook implements Pace {
    @Override
    public Duration now() {
      return Duration.ofSeconds(1);
    }

    @Override
    public void rest(Duration most) throws InterruptedException {
      throw new InterruptedException("one look is enough");
    }

    @Override
    public void wake() {}

    @Override
    public Pace another() {
      return new OneLook();
    }
  }
}
