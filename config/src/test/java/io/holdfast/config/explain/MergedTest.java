package io.holdfast.config.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.holdfast.config.yaml.ConfigException;
import io.holdfast.config.yaml.YamlDocument;
import io.holdfast.config.yaml.YamlMapping;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MergedTest {
  private static final String BASE =
      """
      hostname: one
      install: {device: auto, bind_mounts: [/var/lib/a]}
      users: [{name: ops, passwd: secret}]
      stages: {boot: [{commands: [first, second]}]}
      """;

  private static final String CUSTOM =
      """
      hostname: two
      install: {device: /dev/sda, reboot: true, bind_mounts: [/var/lib/b]}
      stages: {boot: [{commands: [third]}]}
      """;

  @Test
  void a_later_single_value_overrides_and_says_what() throws ConfigException {
    Setting device = only(merged(BASE, CUSTOM), "install.device");

    assertThat(device.text()).isEqualTo("/dev/sda");
    assertThat(device.place()).hasToString("2.yaml:2:19");
    assertThat(device.overrode())
        .singleElement()
        .satisfies(
            earlier -> {
              assertThat(earlier.text()).isEqualTo("auto");
              assertThat(earlier.place()).hasToString("1.yaml:2:19");
            });
    assertThat(device.fallback()).isEqualTo("auto");
  }

  @Test
  void of_three_values_both_that_did_not_last_are_known_the_latest_first() throws ConfigException {
    assertThat(only(merged(BASE, CUSTOM, "hostname: three"), "hostname").overrode())
        .extracting(Setting.Earlier::text)
        .containsExactly("two", "one");
  }

  @Test
  void lists_are_added_to_and_each_item_keeps_its_place() throws ConfigException {
    assertThat(merged(BASE, CUSTOM).settings("install.bind_mounts"))
        .extracting(Setting::path, Setting::text, setting -> setting.place().source())
        .containsExactly(
            tuple("install.bind_mounts[0]", "/var/lib/a", "1.yaml"),
            tuple("install.bind_mounts[1]", "/var/lib/b", "2.yaml"));
    assertThat(merged(BASE, CUSTOM).settings("stages.boot"))
        .extracting(Setting::path)
        .containsExactly(
            "stages.boot[0].commands[0]",
            "stages.boot[0].commands[1]",
            "stages.boot[1].commands[0]");
  }

  @Test
  void a_path_is_no_beginning_of_another_key() throws ConfigException {
    assertThat(merged("install: {auto: true}\ninstaller: {a: b}").settings("install")).hasSize(1);
    assertThat(merged(BASE).settings("stages.boot[0]")).hasSize(2);
    assertThat(merged(BASE).settings("stages.boot[0].commands[1]")).hasSize(1);
  }

  @Test
  void a_value_of_another_kind_takes_the_place_of_what_was_there() throws ConfigException {
    Setting users = only(merged("users: [{name: a}]", "users: none"), "users");

    assertThat(users.overrode()).extracting(Setting.Earlier::text).containsExactly("a list");
  }

  @Test
  void a_key_without_a_value_changes_nothing() throws ConfigException {
    assertThat(only(merged(BASE, "hostname:"), "hostname").text()).isEqualTo("one");
  }

  @Test
  void secrets_are_not_shown() throws ConfigException {
    Setting password = only(merged(BASE), "users[0].passwd");

    assertThat(password.isSecret()).isTrue();
    assertThat(password.shown()).isEqualTo("(secret)");
  }

  @Test
  void what_a_terminal_would_obey_is_shown_escaped() throws ConfigException {
    assertThat(only(merged("hostname: \"a\\eb\\n\""), "hostname").shown())
        .isEqualTo("\"a\\U0000001bb\\n\"");
  }

  @Test
  void an_item_put_in_between_is_one_change() throws ConfigException {
    List<Change> changes =
        Difference.of(
            merged("runcmd: [one, two, three]"), merged("runcmd: [one, new, two, three]"));

    assertThat(changes)
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.before()).isNull();
              assertThat(change.path()).isEqualTo("runcmd[1]");
            });
  }

  @Test
  void new_changed_and_gone_values_are_told() throws ConfigException {
    assertThat(Difference.of(merged("hostname: a\nname: x"), merged("hostname: b\nstrict: true")))
        .extracting(Change::path)
        .containsExactly("hostname", "strict", "name");
    assertThat(Difference.of(merged(BASE), merged(BASE))).isEmpty();
  }

  private static Setting only(Merged merged, String path) {
    assertThat(merged.settings(path)).hasSize(1);
    return merged.settings(path).getFirst();
  }

  private static Merged merged(String... texts) throws ConfigException {
    List<YamlMapping> documents = new ArrayList<>();
    for (String text : texts) {
      documents.add((YamlMapping) YamlDocument.parse(documents.size() + 1 + ".yaml", text));
    }
    return Merged.of(documents);
  }
}
