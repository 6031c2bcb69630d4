package io.holdfast.config.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.config.yaml.Problem;
import io.holdfast.config.yaml.Problems;
import io.holdfast.config.yaml.YamlDocument;
import io.holdfast.config.yaml.YamlMapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class KernelCommandLineTest {
  private final Problems problems = new Problems();

  private KernelCommandLine read(String line) {
    return KernelCommandLine.read(line, KernelCommandLine.KEYS, problems);
  }

  /** The lines after the header. */
  private String yaml(String line) {
    SourceText document = Objects.requireNonNull(read(line).document());
    assertThat(document.text()).startsWith("#cloud-config\n");
    return document.text().substring("#cloud-config\n".length());
  }

  private List<String> told() {
    return problems.found().stream().map(Problem::toString).toList();
  }

  @Test
  void dots_make_mappings_and_brackets_make_lists() {
    assertThat(
            yaml(
                "stages.boot[0].name=first stages.boot[0].commands[0]='echo up'"
                    + " stages.boot[1].hostname=box install.auto=true"))
        .isEqualTo(
            """
            stages:
              boot:
                -
                  name: "first"
                  commands:
                    - "echo up"
                -
                  hostname: "box"
            install:
              auto: true
            """);
    assertThat(told()).isEmpty();
  }

  @Test
  void words_of_kairos_have_numbers_between_dots_and_count_over_others() {
    assertThat(
            yaml(
                "kairos.config=users.0.name=ada kairos.config=\"hostname=mine\" hostname=other"
                    + " cos.setup=install.device=/dev/sda kairos.config=install.reboot"))
        .isEqualTo(
            """
            hostname: "mine"
            users:
              -
                name: "ada"
            install:
              device: "/dev/sda"
              reboot: true
            """);
  }

  @Test
  void the_last_word_for_a_key_counts() {
    assertThat(yaml("hostname=a hostname=b")).isEqualTo("hostname: \"b\"\n");
  }

  @Test
  void words_of_the_kernel_and_of_others_are_none_of_ours() {
    KernelCommandLine read =
        read(
            "BOOT_IMAGE=(loop0)/boot/vmlinuz root=LABEL=COS_ACTIVE ro quiet console=ttyS0,115200"
                + " rd.cos.oemlabel=COS_OEM cos-img/filename=/cOS/active.img systemd.verity=0"
                + " holdfast.slot=recovery sing1!~@$%6^&**le /varlib stag_#var<Lib -- init=/bin/sh"
                + " installer=x stagesque[0] kairos.config= kairos.config_url= debug\n");
    assertThat(read).isEqualTo(new KernelCommandLine(null, null));
    assertThat(told()).isEmpty();
  }

  @Test
  void only_true_and_false_are_flags() {
    assertThat(yaml("install.auto=true install.reboot=False hostname=123 logs="))
        .isEqualTo(
            """
        install:
          auto: true
          reboot: "False"
        hostname: "123"
        logs: ""
        """);
  }

  @Test
  void a_key_with_dots_stands_in_quotes() {
    assertThat(
            yaml(
                "'stages.\"boot.before\"[0].sysctl.\"net.ipv4.ip_forward\"=1'"
                    + " 'stages[\"fs.after\"][0].name=x'"))
        .isEqualTo(
            """
            stages:
              "boot.before":
                -
                  sysctl:
                    "net.ipv4.ip_forward": "1"
              "fs.after":
                -
                  name: "x"
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "config_url=https://h/a?b=c=d, https://h/a?b=c=d",
    "kairos.config_url=https://h/a?b=c, https://h/a?b=c",
    "cos.setup=https://h/a, https://h/a",
    "cos.setup=/oem/x.yaml, /oem/x.yaml",
    "kairos.config=config_url=https://h/a, https://h/a",
    "config_url=http://h/a#sha256:00, http://h/a#sha256:00",
    "'config_url=\"https://h/{{ .MachineID }}\"', https://h/{{ .MachineID }}",
    "config_url=https://h/a kairos.config_url=https://h/b, https://h/b",
  })
  void an_address_is_no_part_of_the_document(String line, String url) {
    assertThat(read(line)).isEqualTo(new KernelCommandLine(null, url));
    assertThat(told()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ro stages.boot[64].name=x | 4: 'stages.boot[64].name' cannot be set: a list has no place",
        "stages.boot[-1].name=x | 1: 'stages.boot[-1].name' cannot be set: in '[ ]' stands",
        "users[0]!=x | 1: 'users[0]!' cannot be set: its parts are joined",
        "users[0].a!=x | 1: 'users[0].a!' cannot be set: a part is made of",
        "stages.boot[0.name=x | 1: 'stages.boot[0.name' cannot be set: a '[' is not closed",
        "stages..boot=x | 1: 'stages..boot' cannot be set: one of its parts is empty",
        "install.=x | 1: 'install.' cannot be set: its parts are joined by single dots",
        "stages.boot[0]name=x | 1: 'stages.boot[0]name' cannot be set: its parts are joined",
        "hostname=a hostname.b=c | 12: 'hostname.b' cannot be set: another word sets one value",
        "install.auto=true install=x | 19: 'install' cannot be set: other words set values below",
        "users[0]=a users.b=c | 12: 'users.b' cannot be set: other words make a list",
        "users.b=c users[0]=a | 11: 'users[0]' cannot be set: other words make a mapping",
        "users[1].name=x | 1: 'users[0]' is not set, but a later place is",
        "hostname=a install.device='/dev/sda | 27: the quote that begins here is not closed",
        "hostname=a runcmd[0]=\"x | 22: the quote that begins here is not closed",
      })
  void what_cannot_be_meant_is_told_with_its_column(String line, String message) {
    read(line);
    assertThat(told()).anyMatch(each -> each.startsWith("kernel command line:1:" + message));
  }

  @Test
  void what_stands_before_an_open_quote_counts() {
    assertThat(yaml("hostname=a install.device='/dev/sda")).isEqualTo("hostname: \"a\"\n");
  }

  @Test
  void quotes_backslashes_and_comments_are_those_of_a_shell() {
    assertThat(yaml("hostname=a\\ b runcmd[0]=\"say \\\"x\\\" 'y'\" # hostname=c"))
        .isEqualTo("hostname: \"a b\"\nruncmd:\n  - \"say \\\"x\\\" 'y'\"\n");
  }

  @Test
  void a_file_that_is_too_long_is_not_read_at_all(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("cmdline");
    Files.writeString(file, "hostname=a ".repeat(100_000));
    assertThat(KernelCommandLine.load(file, problems).document()).isNull();
    assertThat(told()).singleElement().asString().contains("more than 32768 bytes");
    assertThat(KernelCommandLine.load(folder.resolve("none"), new Problems()).document()).isNull();
  }

  @Test
  void a_thousand_places_and_a_thousand_words_end_in_time() {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < 1000; i++) {
      line.append("users[").append(i).append("].name=u ");
    }
    read(line.toString());
    assertThat(told()).isNotEmpty();
    read(("stages" + ".63".repeat(15) + "=x ").repeat(400));
    read("hostname=" + "[".repeat(30_000));
    read("install" + ".a".repeat(10_000));
    read("install" + "[".repeat(10_000));
    read("\"".repeat(30_001));
    read("\\".repeat(30_001));
    assertThat(problems.found()).hasSizeLessThanOrEqualTo(Problems.MOST);
  }

  @Test
  void a_character_of_code_0_is_refused() {
    assertThat(read("hostname=a\0b").document()).isNull();
    assertThat(told()).singleElement().asString().contains("character of code 0");
  }

  @Test
  void any_line_ends_in_a_document_that_can_be_read() throws Exception {
    Random random = new Random(24);
    String[] pieces = {
      "users",
      "stages",
      "install",
      ".",
      "[",
      "]",
      "0",
      "63",
      "=",
      "\"",
      "'",
      "\\",
      " ",
      "#",
      "\n",
      "\0",
      "\u2028",
      "\u0085",
      "\ud800",
      "ä",
      ": ",
      "- ",
      "{{",
      "kairos.config=",
      "config_url="
    };
    for (int i = 0; i < 20_000; i++) {
      StringBuilder line = new StringBuilder();
      for (int n = random.nextInt(14); n >= 0; n--) {
        line.append(pieces[random.nextInt(pieces.length)]);
      }
      SourceText document =
          KernelCommandLine.read(line.toString(), KernelCommandLine.KEYS, new Problems())
              .document();
      if (document != null && line.indexOf("\ud800") < 0) {
        assertThat(YamlDocument.parse("x", document.text()))
            .as(line.toString())
            .isInstanceOf(YamlMapping.class);
      }
    }
  }
}
