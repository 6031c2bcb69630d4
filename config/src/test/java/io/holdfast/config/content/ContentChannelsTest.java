package io.holdfast.config.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.config.Cases;
import io.holdfast.config.action.TargetPath;
import io.holdfast.config.action.UnitName;
import io.holdfast.config.cloud.CloudConfig;
import io.holdfast.config.content.ContentChannel.Action;
import io.holdfast.config.content.ContentChannel.Reading;
import io.holdfast.config.health.HealthCheck;
import io.holdfast.config.health.HealthCheck.Level;
import io.holdfast.config.yaml.ConfigException;
import io.holdfast.config.yaml.Placed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentChannelsTest {
  private static final String KEY =
      "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA\n-----END PUBLIC KEY-----\n";

  private static final ContentChannel RULES =
      new ContentChannel(
          "rules",
          List.of(KEY),
          new TargetPath("/var/lib/rules"),
          new UnitName("orders.service"),
          Action.RELOAD,
          Reading.LATER,
          Duration.ofSeconds(60),
          64L << 20,
          Duration.ZERO,
          List.of());

  private static final ContentChannel LIST =
      new ContentChannel(
          "block-list-2",
          List.of(KEY, "# é\n" + KEY.replace("EA\n", "EB\n")),
          new TargetPath("/etc/filter/list \"2\""),
          null,
          Action.NONE,
          Reading.EARLY,
          Duration.ofMillis(1_500),
          1_000,
          Duration.ofHours(1),
          List.of(
              new HealthCheck(
                  "list",
                  Level.REQUIRED,
                  List.of("/bin/sh", "-c", "one\n\ttwo"),
                  HealthCheck.DEFAULT_LIMIT,
                  HealthCheck.DEFAULT_RETRIES,
                  HealthCheck.DEFAULT_INTERVAL),
              new HealthCheck(
                  "other",
                  Level.WANTED,
                  List.of("/bin/true"),
                  Duration.ofSeconds(1),
                  0,
                  Duration.ofSeconds(1))));

  @Test
  void channels_are_written_as_the_golden_file_says_and_read_back_the_same()
      throws IOException, ConfigException {
    String yaml = ContentChannels.toYaml(List.of(RULES, LIST));

    assertThat(yaml).isEqualTo(Files.readString(Cases.at("content/channels.yaml")));
    assertThat(ContentChannels.parse("content.yaml", yaml)).containsExactly(RULES, LIST);
  }

  @Test
  void no_channels_are_a_list_without_items() throws ConfigException {
    assertThat(ContentChannels.toYaml(List.of())).isEqualTo("[]\n");
    assertThat(ContentChannels.parse("c.yaml", "[]\n")).isEmpty();
    assertThat(ContentChannels.parse("c.yaml", "")).isEmpty();
  }

  @Test
  void the_least_channel_has_defaults() throws ConfigException {
    ContentChannel channel = one("- {channel: 0-a, key: '" + KEY + "', folder: //srv//a/}\n");

    assertThat(channel.folder()).isEqualTo(new TargetPath("/srv/a"));
    assertThat(channel.unit()).isNull();
    assertThat(channel.action()).isEqualTo(Action.NONE);
    assertThat(channel.reading()).isEqualTo(Reading.LATER);
    assertThat(channel.bake()).isEqualTo(Duration.ofSeconds(60));
    assertThat(channel.maxBytes()).isEqualTo(64L << 20);
    assertThat(channel.minInterval()).isZero();
    assertThat(channel.health()).isEmpty();
  }

  @Test
  void a_unit_reloads_where_no_action_is_declared() throws ConfigException {
    String least = "- {channel: a, key: '" + KEY + "', folder: /opt/a, unit: a.service";

    assertThat(one(least + "}\n").action()).isEqualTo(Action.RELOAD);
    assertThat(one(least + ", action: restart}\n").action()).isEqualTo(Action.RESTART);
    assertThat(one(least + ", action: none}\n").action()).isEqualTo(Action.NONE);
  }

  @Test
  void a_key_keeps_its_lines() throws ConfigException {
    String yaml =
        """
        - channel: rules
          key: |
            -----BEGIN PUBLIC KEY-----
            MCowBQYDK2VwAyEA
            -----END PUBLIC KEY-----
          folder: /var/lib/rules
        """;

    assertThat(one(yaml).keys()).containsExactly(KEY);
  }

  @Test
  void a_private_key_is_refused_and_not_repeated_in_the_message() {
    String yaml =
        "- {channel: a, keys: ['"
            + KEY
            + "', '-----BEGIN PRIVATE KEY----- c2VjcmV0'], "
            + "folder: /var/lib/a}\n";

    assertThatThrownBy(() -> ContentChannels.parse("c.yaml", yaml))
        .hasMessageContaining("a private key; take it out")
        .hasMessageNotContaining("c2VjcmV0");
  }

  @Test
  void a_document_that_is_no_list_is_refused() {
    assertThatThrownBy(() -> ContentChannels.parse("c.yaml", "channel: a\n"))
        .hasMessage("c.yaml:1:1: it must be a list of channels, not a mapping");
  }

  @Test
  void a_node_has_at_most_64_channels() {
    StringBuilder yaml = new StringBuilder();
    for (int i = 0; i <= ContentChannels.MOST; i++) {
      yaml.append("- {channel: c").append(i).append(", key: 'x', folder: /var/lib/x}\n");
    }

    assertThatThrownBy(() -> ContentChannels.parse("c.yaml", yaml.toString()))
        .hasMessage("c.yaml:1:1: a node has at most 64 channels");
  }

  @Test
  void files_of_a_configuration_add_channels_and_keep_their_places(@TempDir Path oem)
      throws IOException, ConfigException {
    configure(oem, "10.yaml", "rules", "/var/lib/rules");
    configure(oem, "20.yaml", "lists", "/var/lib/lists");

    List<Placed<ContentChannel>> content = CloudConfig.load(List.of(oem)).content();

    assertThat(content).extracting(each -> each.value().name()).containsExactly("rules", "lists");
    assertThat(content.getLast().place()).hasToString(oem + "/20.yaml:3:5");
  }

  @Test
  void a_channel_declared_twice_is_told_with_both_places(@TempDir Path oem) throws IOException {
    configure(oem, "10.yaml", "rules", "/var/lib/rules");
    configure(oem, "20.yaml", "rules", "/var/lib/other");
    configure(oem, "30.yaml", "other", "/var/lib/rules/in");

    assertThatThrownBy(() -> CloudConfig.load(List.of(oem)))
        .hasMessage(
            """
            %1$s/20.yaml:3:5: channel 'rules' is declared already (at %1$s/10.yaml:3:5)
            %1$s/30.yaml:3:5: '/var/lib/rules/in' overlaps with '/var/lib/rules' of channel 'rules';\
             give each channel a folder of its own (at %1$s/10.yaml:3:5)"""
                .formatted(oem));
  }

  @Test
  void a_configuration_adds_to_the_releases_channels_and_changes_none(@TempDir Path oem)
      throws IOException, ConfigException {
    configure(oem, "10.yaml", "more", "/var/lib/more");
    assertThat(ContentChannels.ofNode(List.of(RULES), CloudConfig.load(List.of(oem)).content()))
        .extracting(ContentChannel::name)
        .containsExactly("rules", "more");

    configure(oem, "20.yaml", "rules", "/var/lib/other");
    assertThatThrownBy(
            () -> ContentChannels.ofNode(List.of(RULES), CloudConfig.load(List.of(oem)).content()))
        .isInstanceOf(ConfigException.class)
        .hasMessage(oem + "/20.yaml:3:5: channel 'rules' is declared already (by the release)");
  }

  private static ContentChannel one(String yaml) throws ConfigException {
    List<ContentChannel> channels = ContentChannels.parse("c.yaml", yaml);
    assertThat(channels).hasSize(1);
    return channels.getFirst();
  }

  private static void configure(Path oem, String file, String channel, String folder)
      throws IOException {
    Files.writeString(
        oem.resolve(file),
        """
        #cloud-config
        content:
          - {channel: %s, key: "-----BEGIN PUBLIC KEY-----", folder: %s}
        """
            .formatted(channel, folder));
  }
}
