package io.holdfast.config.source.datasource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.config.source.SourceText;
import io.holdfast.config.source.http.HttpReader;
import io.holdfast.config.source.http.TimeLimit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each cloud as it speaks: what it demands, and what becomes of what it tells. */
@Timeout(60)
class CloudsTest {
  private static final String USER_DATA = "#cloud-config\nusers:\n  - name: ada\n";
  private static final String KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA one@example";
  private static final String OTHER_KEY = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAB two@example";

  private static MachineFacts ask(Cloud cloud, Consumer<MetadataService> speaks) throws Exception {
    try (MetadataService service = MetadataService.start()) {
      speaks.accept(service);
      return new CloudReader(cloud.at(service.address()), HttpReader.usual(), Map::of)
          .ask(TimeLimit.in(Duration.ofSeconds(30)));
    }
  }

  private static void assertTells(MachineFacts facts, String... keys) {
    assertThat(facts.hostname()).isEqualTo("box");
    assertThat(facts.keys()).containsExactly(keys);
    assertThat(facts.userData().parts()).containsExactly(new UserParts.Document(USER_DATA));
    assertThat(facts.ignored()).isEmpty();
  }

  @Test
  void aws_wants_a_token_of_the_second_version() throws Exception {
    MachineFacts facts =
        ask(
            Clouds.AWS,
            service ->
                service
                    .handsOutTokens("/latest/api/token")
                    .demands(Map.of("X-aws-ec2-metadata-token", MetadataService.TOKEN))
                    .tells("/latest/meta-data/hostname", "box")
                    .tells("/latest/meta-data/public-keys/0/openssh-key", KEY + "\n")
                    .tells("/latest/user-data", USER_DATA));
    assertTells(facts, KEY);
  }

  @Test
  void aws_of_the_first_version_has_no_tokens() throws Exception {
    MachineFacts facts =
        ask(
            Clouds.AWS,
            service ->
                service
                    .tells("/latest/meta-data/hostname", "box")
                    .tells("/latest/meta-data/public-keys/0/openssh-key", KEY)
                    .tells("/latest/user-data", USER_DATA));
    assertTells(facts, KEY);
    assertThatThrownBy(() -> ask(Clouds.AWS, service -> service.fails("/latest/api/token", 403)))
        .hasMessageContaining("/latest/api/token: it answers with status 403");
    assertThatThrownBy(() -> ask(Clouds.AWS, service -> service.fails("/latest/api/token", 200)))
        .hasMessageContaining("gives no token");
  }

  private static MetadataService google(MetadataService service) {
    String base = "/computeMetadata/v1/";
    return service
        .demands(Map.of("Metadata-Flavor", "Google"))
        .adds(Map.of("Metadata-Flavor", "Google"))
        .tells(base + "instance/hostname", "box")
        .tells(base + "instance/attributes/ssh-keys", "ada:" + KEY + "\n")
        .tells(
            base + "project/attributes/ssh-keys",
            "bob:" + OTHER_KEY + "\neve:" + KEY + " google-ssh {\"expireOn\":\"2020\"}\nnone\n")
        .tells(base + "instance/attributes/user-data", USER_DATA);
  }

  @Test
  void google_is_known_by_its_header_and_its_keys_have_names() throws Exception {
    assertTells(ask(Clouds.GCP, CloudsTest::google), KEY, OTHER_KEY);
    assertThatThrownBy(() -> ask(Clouds.GCP, service -> google(service).adds(Map.of())))
        .hasMessageContaining("somebody else answers");
  }

  @Test
  void keys_of_a_google_project_stay_out_where_they_are_blocked() throws Exception {
    MachineFacts facts =
        ask(
            Clouds.GCP,
            service ->
                google(service)
                    .tells(
                        "/computeMetadata/v1/instance/attributes/block-project-ssh-keys", "TRUE"));
    assertThat(facts.keys()).containsExactly(KEY);
  }

  @Test
  void azure_has_user_data_in_base64() throws Exception {
    String asked = "?api-version=2021-01-01&format=text";
    Consumer<MetadataService> speaks =
        service ->
            service
                .demands(Map.of("Metadata", "true"))
                .tells("/metadata/instance/compute/name" + asked, "box")
                .tells("/metadata/instance/compute/publicKeys/0/keyData" + asked, KEY)
                .tells(
                    "/metadata/instance/compute/userData" + asked,
                    Base64.getEncoder().encode(USER_DATA.getBytes(StandardCharsets.UTF_8)));
    assertTells(ask(Clouds.AZURE, speaks), KEY);
    assertThatThrownBy(
            () ->
                ask(
                    Clouds.AZURE,
                    service -> {
                      speaks.accept(service);
                      service.tells("/metadata/instance/compute/userData" + asked, "A");
                    }))
        .hasMessageContaining("no base64");
  }

  @Test
  void openstack_tells_in_json() throws Exception {
    MachineFacts facts =
        ask(
            Clouds.OPENSTACK,
            service ->
                service
                    .tells(
                        "/openstack/latest/meta_data.json",
                        "{\"uuid\": \"83679162\", \"hostname\": \"box\", \"public_keys\":"
                            + " {\"mykey\": \""
                            + KEY
                            + "\\n\"}, \"launch_index\": 0, \"devices\": []}")
                    .tells("/openstack/latest/user_data", USER_DATA));
    assertTells(facts, KEY);
  }

  @Test
  void hetzner_has_a_list_of_keys() throws Exception {
    MachineFacts facts =
        ask(
            Clouds.HETZNER,
            service ->
                service
                    .tells("/hetzner/v1/metadata/hostname", "box")
                    .tells(
                        "/hetzner/v1/metadata",
                        "hostname: box\ninstance-id: 42\npublic-keys:\n  - " + KEY + "\n")
                    .tells("/hetzner/v1/userdata", USER_DATA));
    assertTells(facts, KEY);
  }

  @Test
  void digitalocean_has_a_key_a_line() throws Exception {
    MachineFacts facts =
        ask(
            Clouds.DIGITALOCEAN,
            service ->
                service
                    .tells("/metadata/v1/hostname", "box")
                    .tells("/metadata/v1/public-keys", KEY + "\n" + OTHER_KEY)
                    .tells("/metadata/v1/user-data", USER_DATA));
    assertTells(facts, KEY, OTHER_KEY);
  }

  @Test
  void vultr_tells_all_in_one_document() throws Exception {
    MachineFacts facts =
        ask(
            Clouds.VULTR,
            service ->
                service
                    .demands(Map.of("Metadata-Token", "cloudinit"))
                    .tells(
                        "/v1.json",
                        "{\"hostname\": \"box\", \"public-keys\": [\""
                            + KEY
                            + "\"], \"user-data\": \"#cloud-config\\nusers:\\n  - name: ada\\n\"}"));
    assertThat(facts.hostname()).isEqualTo("box");
    assertThat(facts.keys()).containsExactly(KEY);
    assertThat(facts.userData().parts()).containsExactly(new UserParts.Document(USER_DATA.strip()));
  }

  @Test
  void scaleway_tells_user_data_only_to_root() throws Exception {
    Assumptions.assumeTrue("root".equals(System.getProperty("user.name")));
    MachineFacts facts =
        ask(
            Clouds.SCALEWAY,
            service ->
                service
                    .tellsOnlyRoot("/user_data/cloud-init")
                    .tells(
                        "/conf",
                        "ID=1\nHOSTNAME='box'\nSSH_PUBLIC_KEYS=2\nSSH_PUBLIC_KEYS_0_KEY='"
                            + KEY
                            + "'\nSSH_PUBLIC_KEYS_0_FINGERPRINT='x'\nSSH_PUBLIC_KEYS_1_KEY='"
                            + OTHER_KEY
                            + "'\n")
                    .tells("/user_data/cloud-init", USER_DATA));
    assertTells(facts, KEY, OTHER_KEY);
  }

  @Test
  void packet_tells_in_json_and_iPXE_is_no_user_data() throws Exception {
    Consumer<MetadataService> speaks =
        service ->
            service
                .tells(
                    "/metadata",
                    "{\"id\":\"1\",\"hostname\":\"box\",\"ssh_keys\":[\"" + KEY + "\"]}")
                .tells("/userdata", USER_DATA);
    assertTells(ask(Clouds.PACKET, speaks), KEY);
    MachineFacts chained =
        ask(
            Clouds.PACKET,
            service -> {
              speaks.accept(service);
              service.tells("/userdata", "#!ipxe\nchain http://x\n");
            });
    assertThat(chained.userData().parts()).isEmpty();
    assertThat(chained.ignored()).singleElement().asString().contains("iPXE");
  }

  @Test
  void metaldata_has_a_key_a_line() throws Exception {
    MachineFacts facts =
        ask(
            Clouds.METALDATA,
            service ->
                service
                    .tells("/get/meta/hostname", "box")
                    .tells("/get/meta/authorized-keys", KEY)
                    .tells("/get/user", USER_DATA));
    assertTells(facts, KEY);
  }

  @Test
  void a_machine_without_keys_and_user_data_has_only_a_name() throws Exception {
    for (Cloud cloud : List.of(Clouds.AWS, Clouds.DIGITALOCEAN, Clouds.METALDATA)) {
      MachineFacts facts =
          ask(cloud, service -> service.tells(cloud.hostname().path(), "box.example.org\n"));
      assertThat(facts.hostname()).isEqualTo("box.example.org");
      assertThat(facts.userData()).isEqualTo(UserParts.NONE);
      assertThat(facts.documents())
          .extracting(SourceText::text)
          .containsExactly("#cloud-config\nhostname: \"box.example.org\"\n");
    }
  }

  @Test
  void user_data_that_cannot_be_had_is_a_failure_and_not_nothing() {
    assertThatThrownBy(
            () ->
                ask(
                    Clouds.DIGITALOCEAN,
                    service ->
                        service
                            .tells("/metadata/v1/hostname", "box")
                            .fails("/metadata/v1/user-data", 500)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("/metadata/v1/user-data: it answers with status 500");
  }

  @Test
  void keys_that_cannot_be_had_do_not_take_user_data_away() throws Exception {
    MachineFacts facts =
        ask(
            Clouds.DIGITALOCEAN,
            service ->
                service
                    .tells("/metadata/v1/hostname", "box")
                    .fails("/metadata/v1/public-keys", 500)
                    .tells("/metadata/v1/user-data", USER_DATA));
    assertThat(facts.userData().parts()).hasSize(1);
    assertThat(facts.ignored()).singleElement().asString().contains("status 500");
  }

  @Test
  void somebody_who_redirects_is_not_followed() {
    assertThatThrownBy(
            () -> ask(Clouds.AWS, service -> service.fails("/latest/meta-data/hostname", 302)))
        .hasMessageContaining("redirects (status 302)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\0\0",
        "{",
        "[1, 2]",
        "null",
        "{\"hostname\": {\"a\": [1]}}",
        "<html>login</html>",
        "{\"hostname\": \"../../etc\", \"public_keys\": \"x\"}",
        "&a [*a]",
        "{\"a\": 1, \"a\": 2}",
        "hostname: !!java.lang.String x"
      })
  void garbage_for_metadata_is_no_hostname_and_no_defect(String garbage) {
    try {
      MachineFacts facts =
          ask(
              Clouds.OPENSTACK,
              service -> service.tells("/openstack/latest/meta_data.json", garbage));
      assertThat(facts.hostname()).isNull();
      assertThat(facts.keys()).isEmpty();
      assertThat(facts.documents()).isEmpty();
    } catch (Exception e) {
      assertThat(e).isInstanceOf(IOException.class).hasMessageContaining("meta_data.json: ");
    }
  }

  @Test
  void a_name_that_is_too_long_is_cut_to_its_first_part() throws Exception {
    MachineFacts facts =
        ask(
            Clouds.DIGITALOCEAN,
            service -> service.tells("/metadata/v1/hostname", "box." + "x".repeat(80)));
    assertThat(facts.hostname()).isEqualTo("box");
  }

  @Test
  void what_is_no_key_is_set_aside_with_a_reason() throws Exception {
    MachineFacts facts =
        ask(
            Clouds.DIGITALOCEAN,
            service ->
                service
                    .tells("/metadata/v1/hostname", "box")
                    .tells("/metadata/v1/public-keys", "garbage\n" + KEY + "\n"));
    assertThat(facts.keys()).containsExactly(KEY);
    assertThat(facts.ignored()).singleElement().asString().contains("'garbage'");
    MachineFacts many =
        ask(
            Clouds.DIGITALOCEAN,
            service ->
                service
                    .tells("/metadata/v1/hostname", "box")
                    .tells("/metadata/v1/public-keys", (KEY + "\n").repeat(5000)));
    assertThat(many.ignored()).singleElement().asString().contains("more than 64 values");
  }
}
