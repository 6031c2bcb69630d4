package io.holdfast.config.source.datasource;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.config.cloud.CloudConfig;
import io.holdfast.config.source.SourceText;
import io.holdfast.config.source.http.HttpReader;
import io.holdfast.config.source.http.Loopback;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DatasourcesTest {
  private static final String CONFIG = "#cloud-config\nhostname: given\n";
  private static final String KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA one@example";
  private static final Duration TOTAL = Duration.ofSeconds(3);

  @TempDir Path folder;

  /** Discs that are folders; one that is no folder cannot be mounted. */
  private record Folders(List<Path> devices) implements Drives {
    @Override
    public List<Path> candidates(List<String> labels) {
      return devices;
    }

    @Override
    public Open open(Path device) throws IOException {
      if (!Files.isDirectory(device)) {
        throw new IOException("no medium found");
      }
      return new Open() {
        @Override
        public Path folder() {
          return device;
        }

        @Override
        public void close() {}
      };
    }
  }

  private Datasources sources(List<Path> discs, Cloud... clouds) {
    GuestVariables guest =
        new GuestVariables(List.of(List.of(folder.resolve("rpctool").toString())));
    return new Datasources(HttpReader.usual(), new Folders(discs), guest, List.of(clouds), TOTAL);
  }

  private static MachineFacts found(Datasources.Outcome outcome) {
    assertThat(outcome).isInstanceOf(Datasources.Outcome.Found.class);
    return ((Datasources.Outcome.Found) outcome).facts();
  }

  private static List<String> reasons(Datasources.Outcome outcome) {
    assertThat(outcome).isInstanceOf(Datasources.Outcome.Nothing.class);
    return ((Datasources.Outcome.Nothing) outcome).reasons();
  }

  private Path file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  @Test
  void a_disc_of_nocloud_has_user_data_and_metadata() throws Exception {
    file("disc/user-data", CONFIG);
    file(
        "disc/meta-data", "instance-id: i-1\nlocal-hostname: box\npublic-keys:\n  - " + KEY + "\n");
    MachineFacts facts =
        found(
            sources(List.of(folder.resolve("empty-drive"), folder.resolve("disc")))
                .ask(List.of("cdrom"), null));
    assertThat(facts.hostname()).isEqualTo("box");
    assertThat(facts.keys()).containsExactly(KEY);
    assertThat(facts.userData().parts()).containsExactly(new UserParts.Document(CONFIG));
  }

  @Test
  void what_a_person_gave_counts_over_what_the_service_says() throws Exception {
    file("disc/user-data", CONFIG);
    file("disc/meta-data", "local-hostname: box\n");
    List<SourceText> documents =
        found(sources(List.of(folder.resolve("disc"))).ask(List.of("cdrom"), null)).documents();
    assertThat(documents).hasSize(2);
    assertThat(documents.getFirst().text()).contains("box");
    assertThat(documents.getLast().text()).contains("given");
    assertThat(documents.getLast().name())
        .isEqualTo("datasource cdrom (" + folder.resolve("disc") + "), user data");
  }

  @Test
  void a_config_drive_is_openstacks() throws Exception {
    file("disc/openstack/latest/user_data", "#!/bin/sh\nprintf '\"%s\"\\n' \"$0\"\n");
    file("disc/openstack/latest/meta_data.json", "{\"hostname\": \"box\", \"public_keys\": null}");
    MachineFacts facts =
        found(sources(List.of(folder.resolve("disc"))).ask(List.of("config-drive"), null));
    assertThat(facts.hostname()).isEqualTo("box");
    SourceText run = facts.documents().getLast();
    CloudConfig config = CloudConfig.parse(run.name(), run.text());
    assertThat(config.files()).hasSize(1);
    assertThat(config.commands()).hasSize(1);
    assertThat(run.text()).contains("\"#!/bin/sh\\nprintf '\\\"%s\\\"\\\\n' \\\"$0\\\"\\n\"");
  }

  @Test
  void a_disc_cannot_point_at_files_of_the_machine() throws Exception {
    Path secret = file("secret", "#cloud-config\nhostname: secret\n");
    Files.createDirectories(folder.resolve("disc/openstack"));
    Files.createSymbolicLink(folder.resolve("disc/user-data"), secret);
    Files.createSymbolicLink(folder.resolve("disc/openstack/latest"), folder);
    Datasources sources = sources(List.of(folder.resolve("disc")));
    assertThat(reasons(sources.ask(List.of("cdrom"), null)))
        .singleElement()
        .asString()
        .contains("it is a link");
    assertThat(reasons(sources.ask(List.of("config-drive"), null)))
        .singleElement()
        .asString()
        .contains("it is a link");
  }

  @Test
  void garbage_on_a_disc_is_named_and_the_rest_counts() throws Exception {
    file("disc/user-data", CONFIG);
    file("disc/meta-data", "\0\0: [");
    MachineFacts facts =
        found(sources(List.of(folder.resolve("disc"))).ask(List.of("cdrom"), null));
    assertThat(facts.userData().parts()).hasSize(1);
    assertThat(facts.ignored()).singleElement().asString().contains("meta-data: ");
  }

  @Test
  void a_file_is_user_data() throws Exception {
    Path file = file("given", CONFIG);
    Datasources sources = sources(List.of());
    assertThat(found(sources.ask(List.of("file"), file)).userData().parts()).hasSize(1);
    assertThat(reasons(sources.ask(List.of("file"), folder.resolve("none"))))
        .singleElement()
        .asString()
        .contains("no such file");
    assertThat(reasons(sources.ask(List.of("file", "maas", "aws", "x\ny"), null)))
        .containsExactly(
            "file: it needs 'path'",
            "maas: it needs 'path'",
            "'aws': there is no datasource of that name",
            "'x\\ny': there is no datasource of that name");
  }

  private void tool(String... cases) throws IOException {
    Path tool =
        file(
            "rpctool",
            "#!/bin/sh\ncase \"$1\" in\n"
                + String.join("\n", cases)
                + "\n*) echo 'No value found' >&2; exit 1;;\nesac\n");
    Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void vmware_tells_by_its_tools() throws Exception {
    String encoded = Base64.getEncoder().encodeToString(CONFIG.getBytes(StandardCharsets.UTF_8));
    tool(
        "'info-get guestinfo.userdata') echo " + encoded + ";;",
        "'info-get guestinfo.userdata.encoding') echo base64;;",
        "'info-get guestinfo.metadata') echo 'local-hostname: box';;");
    MachineFacts facts = found(sources(List.of()).ask(List.of("vmware"), null));
    assertThat(facts.hostname()).isEqualTo("box");
    assertThat(facts.userData().parts()).containsExactly(new UserParts.Document(CONFIG));
    tool("'info-get guestinfo.userdata') echo ---;;");
    assertThat(reasons(sources(List.of()).ask(List.of("vmware"), null)))
        .containsExactly("vmware: guestinfo.userdata and guestinfo.metadata: neither is set");
    tool(
        "'info-get guestinfo.userdata') echo x;;",
        "'info-get guestinfo.userdata.encoding') echo rot13;;");
    assertThat(reasons(sources(List.of()).ask(List.of("vmware"), null)))
        .singleElement()
        .asString()
        .contains("its encoding");
    tool("*) sleep 30;;");
    assertThat(reasons(sources(List.of()).ask(List.of("vmware"), null))).hasSize(1);
  }

  @Test
  void maas_is_asked_with_what_it_left_on_the_machine() throws Exception {
    try (MetadataService service = MetadataService.start()) {
      service
          .tells("/MAAS/metadata/curtin/2012-03-01/meta-data/local-hostname", "box")
          .tells("/MAAS/metadata/curtin/2012-03-01/meta-data/public-keys", KEY)
          .tells("/MAAS/metadata/curtin/2012-03-01/user-data", CONFIG);
      Path left =
          file(
              "maas",
              "datasource:\n  MAAS:\n    metadata_url: "
                  + service.address()
                  + "/MAAS/metadata/curtin/\n    consumer_key: ck\n    token_key: tk\n"
                  + "    token_secret: ts\n");
      assertThat(found(sources(List.of()).ask(List.of("maas"), left)).hostname()).isEqualTo("box");
    }
    assertThat(reasons(sources(List.of()).ask(List.of("maas"), file("bad", "datasource: {}"))))
        .singleElement()
        .asString()
        .contains("'MAAS' is missing");
  }

  @Test
  void a_question_to_maas_is_signed() {
    MaasAccess access = new MaasAccess(URI.create("http://maas:5240/m"), "c k", "t*k", "s&~");
    assertThat(access.signed(Instant.ofEpochSecond(1_700_000_000), "n1"))
        .isEqualTo(
            Map.of(
                "Authorization",
                "OAuth realm=\"\", oauth_version=\"1.0\", oauth_signature_method=\"PLAINTEXT\","
                    + " oauth_consumer_key=\"c%20k\", oauth_token=\"t%2Ak\","
                    + " oauth_signature=\"%26s%2526~\", oauth_timestamp=\"1700000000\","
                    + " oauth_nonce=\"n1\""));
    assertThat(access.toString()).doesNotContain("s&~");
  }

  @Test
  void the_order_of_the_list_decides_and_not_who_is_faster() throws Exception {
    try (Loopback slow =
            Loopback.speaking(
                out -> {
                  Thread.sleep(300);
                  out.write(
                      "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nslow"
                          .getBytes(StandardCharsets.UTF_8));
                });
        MetadataService fast = MetadataService.start()) {
      fast.tells(Clouds.DIGITALOCEAN.hostname().path(), "fast");
      Datasources sources =
          sources(
              List.of(),
              Clouds.METALDATA.at(slow.address()),
              Clouds.DIGITALOCEAN.at(fast.address()));
      assertThat(found(sources.ask(List.of("metaldata", "digitalocean"), null)).provider())
          .isEqualTo("metaldata");
      assertThat(found(sources.ask(List.of("digitalocean", "metaldata"), null)).provider())
          .isEqualTo("digitalocean");
    }
  }

  @Test
  void nobody_holds_up_a_boot_even_all_together() throws Exception {
    List<Cloud> clouds = new ArrayList<>();
    List<Loopback> servers = new ArrayList<>();
    AtomicInteger heardToTheEnd = new AtomicInteger();
    try {
      for (Cloud cloud : Clouds.ALL) {
        Loopback server =
            Loopback.speaking(
                out -> {
                  // Says that it is there, and then no more than a byte now and then.
                  for (int i = 0; i < 1000; i++) {
                    out.write('H');
                    out.flush();
                    Thread.sleep(30);
                  }
                  heardToTheEnd.incrementAndGet();
                });
        servers.add(server);
        clouds.add(cloud.at(server.address()));
      }
      Datasources.Outcome outcome =
          sources(List.of(), clouds.toArray(Cloud[]::new)).ask(Datasources.NAMES, null);
      assertThat(reasons(outcome)).hasSize(Datasources.NAMES.size());
      assertThat(heardToTheEnd).hasValue(0);
    } finally {
      for (Loopback server : servers) {
        server.close();
      }
    }
  }

  @Test
  void every_name_is_known() throws Exception {
    List<String> reasons = reasons(sources(List.of()).ask(List.of("none"), null));
    assertThat(reasons).singleElement().asString().contains("no datasource of that name");
    for (Cloud cloud : Clouds.ALL) {
      assertThat(Datasources.NAMES).contains(cloud.name());
    }
    assertThat(Datasources.NAMES).doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(16);
  }
}
