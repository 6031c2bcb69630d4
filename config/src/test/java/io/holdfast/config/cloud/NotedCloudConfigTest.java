package io.holdfast.config.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.config.Cases;
import io.holdfast.config.yaml.ConfigException;
import io.holdfast.config.yaml.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NotedCloudConfigTest {
  static List<Path> cases() {
    return Cases.in("cloud/noted");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void what_will_not_be_done_is_noted_and_stops_nothing(Path folder)
      throws IOException, ConfigException {
    String text = Files.readString(folder.resolve("config.yaml"));

    assertThat(
            CloudConfig.parse("config.yaml", text).notes().stream()
                .map(Problem::toString)
                .collect(Collectors.joining("\n")))
        .isEqualTo(Cases.expected(folder, "notes.txt"));
  }

  @Test
  void keys_of_a_file_whose_user_is_left_out_do_not_become_roots() throws ConfigException {
    CloudConfig config =
        CloudConfig.parse(
            "a.yaml", "users: [{name: -o}]\nssh_authorized_keys: [ssh-ed25519 AAAA x]\n");

    assertThat(config.users()).isEmpty();
    assertThat(config.keys()).isEmpty();
  }

  @Test
  void an_address_counts_in_a_file_of_the_machine_and_not_in_one_that_was_fetched()
      throws ConfigException {
    String text = "config_url: https://host/a\n";

    assertThat(CloudConfig.parse("/oem/10_a.yaml", text).address()).isEqualTo("https://host/a");
    assertThat(CloudConfig.parse("/run/x/1/zz_config_url_01.yaml", text).address()).isNull();
    CloudConfig asked = CloudConfig.parse("/run/x/1/00_datasource_01.yaml", text);
    assertThat(asked.address()).isNull();
    assertThat(asked.notes()).singleElement().asString().contains("'config_url' is not followed");
  }

  @Test
  void a_script_that_chooses_the_disk_is_not_replaced_by_another_choice() throws ConfigException {
    CloudConfig config = CloudConfig.parse("a.yaml", "install: {device: 'script:///pick'}\n");

    assertThat(config.install().device()).isEqualTo("script:///pick");
  }
}
