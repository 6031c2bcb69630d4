package io.holdfast.node.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.config.source.Origin;
import io.holdfast.config.source.RemoteAnswer;
import io.holdfast.config.source.SourceText;
import io.holdfast.node.configuration.FetchedFiles;
import io.holdfast.node.disk.NodePaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node makes of what an address has. */
final class AddressFetchingTest {
  private static final String ID = "0123456789abcdef0123456789abcdef";

  @TempDir private Path root;

  @BeforeEach
  void prepare() throws IOException {
    Files.createDirectories(local());
    Files.writeString(local().resolve("90_mine.yaml"), "hostname: mine\n");
    Files.createDirectories(root.resolve("etc"));
    Files.writeString(root.resolve("etc/machine-id"), ID + "\n");
  }

  @Test
  void what_comes_lies_behind_all_other_files() throws Exception {
    assertThat(look(fetched("hostname: first\n", "hostname: second\n"))).isEmpty();
    assertThat(files())
        .containsExactly("90_mine.yaml", "zz_config_url_01.yaml", "zz_config_url_02.yaml");
    assertThat(look(fetched("hostname: third\n"))).isEmpty();
    assertThat(files()).containsExactly("90_mine.yaml", "zz_config_url_01.yaml");
    assertThat(local().resolve("zz_config_url_01.yaml")).hasContent("hostname: third\n");
  }

  @Test
  void what_has_not_changed_is_not_written() throws Exception {
    look(fetched("hostname: first\n"));
    Object before = Files.getAttribute(local().resolve("zz_config_url_01.yaml"), "unix:ino");
    look(fetched("hostname: first\n"));
    assertThat(Files.getAttribute(local().resolve("zz_config_url_01.yaml"), "unix:ino"))
        .isEqualTo(before);
  }

  @Test
  void what_cannot_be_used_or_had_is_tried_again_and_the_one_before_stays() throws Exception {
    look(fetched("hostname: first\n"));
    assertThat(look(fetched("hostname: second\n", "hostnam: x\n")))
        .contains("cannot be used", "unknown key 'hostnam'");
    assertThat(look(new RemoteAnswer.Unreachable("nobody is there"))).isEqualTo("nobody is there");
    assertThat(look(new RemoteAnswer.Refused("it is another"))).as("never right").isEmpty();
    assertThat(local().resolve("zz_config_url_01.yaml")).hasContent("hostname: first\n");
  }

  @Test
  void an_address_may_name_the_machine_and_must_be_safe() throws Exception {
    Path named = Files.writeString(root.resolve(ID + ".yaml"), "hostname: named\n");
    assertThat(fetching(root + "/{{ .MachineID }}.yaml").look()).isEmpty();
    assertThat(local().resolve("zz_config_url_01.yaml")).hasSameTextualContentAs(named);
    for (String refused :
        List.of("http://127.0.0.1:1/a.yaml", named + "#sha256:" + "0".repeat(64), "/{{ .Disk }}")) {
      assertThat(fetching(refused).look()).as("it can never be right").isEmpty();
    }
    assertThat(local().resolve("zz_config_url_01.yaml")).hasSameTextualContentAs(named);
    assertThat(fetching("/nowhere.yaml").look()).contains("cannot be read");
  }

  @Test
  void what_was_fetched_may_hold_secrets_and_only_root_reads_it() throws Exception {
    look(fetched("hostname: first\n"));
    Path file = local().resolve("zz_config_url_01.yaml");
    assertThat(mode(file)).isEqualTo("rw-------");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    look(fetched("hostname: first\n"));
    assertThat(mode(file)).as("of an older version").isEqualTo("rw-------");
  }

  @Test
  void what_a_person_must_mend_is_shown_until_it_is() throws Exception {
    Path problem = new NodePaths(root).addressProblem();
    look(new RemoteAnswer.Unreachable("nobody is there"));
    assertThat(problem).doesNotExist();
    look(new RemoteAnswer.Refused("config_url 'http://h/': over http"));
    assertThat(problem).hasContent("config_url 'http://h/': over http");
    look(fetched("hostnam: x\nhostname: [1]\n"));
    assertThat(Files.readString(problem))
        .contains("cannot be used", "hostnam")
        .doesNotContain("\n");
    look(fetched("hostname: first\n"));
    assertThat(problem).doesNotExist();
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private AddressFetching fetching(String address) {
    return AddressFetching.of(address, root, place());
  }

  private String look(RemoteAnswer answer) {
    return new AddressFetching(() -> answer, place()).look();
  }

  private FetchedFiles place() {
    return new FetchedFiles(new NodePaths(root), Origin.ADDRESS);
  }

  private static RemoteAnswer fetched(String... texts) {
    return new RemoteAnswer.Fetched(
        Stream.of(texts).map(text -> new SourceText(Origin.ADDRESS, "https://a/b", text)).toList());
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.list(local())) {
      return all.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  private Path local() {
    return root.resolve("usr/local/cloud-config");
  }
}
