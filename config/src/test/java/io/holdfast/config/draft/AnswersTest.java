package io.holdfast.config.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.holdfast.config.account.SaltedHash;
import io.holdfast.config.cloud.CloudConfig;
import io.holdfast.config.language.Check;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AnswersTest {
  private static final String KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExample ops@desk";

  private static final long SEED = 20_240_719;

  /** More with {@code -Dholdfast.drafts=…}. */
  private static final int TIMES = Integer.getInteger("holdfast.drafts", 3_000);

  /** What answers are made of: good ones, and what is strange to the language or to YAML. */
  private static final String[] PIECES = {
    "auto",
    "/dev/",
    "nvme0n1",
    "edge",
    "-",
    ".",
    "ops",
    "root",
    "_",
    KEY,
    "github:",
    "octocat",
    "none",
    "dhcp",
    "release",
    "192.0.2.7",
    "/24",
    "10.0.0.1",
    "2001:db8::7",
    "fe80::1",
    "/64",
    "127.0.0.1",
    "en*",
    "eth0",
    "https://",
    "http://",
    "example.org",
    "/repo",
    ",",
    " ",
    "\"",
    "'",
    "\\",
    "#",
    ": ",
    "{{",
    "}}",
    "{{ trunc 4 .MachineID }}",
    "\n",
    "\r",
    "\u0000",
    "\u001b[2J",
    "\u202e",
    "\ufeff",
    "\ud800",
    "\ud83d\ude00",
    "\u00e9",
    "<name>",
    "${x}",
    "$6$",
    "saltsalt",
    "$6$salt$ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "|",
    ">",
    "&a",
    "*a",
    "!!binary",
    "%",
    "@",
    "true",
    "0",
    "~",
    "null",
    "script://",
    "-----BEGIN OPENSSH PRIVATE KEY-----",
    "..",
    "[",
    "]"
  };

  @Test
  void the_usual_answers_are_a_good_file() throws Exception {
    Draft draft = Answers.NONE.with(Question.KEY, KEY).draft();

    assertThat(Check.text("node.yaml", draft.text())).isEmpty();
    CloudConfig read = CloudConfig.parse("node.yaml", draft.text());
    assertThat(read.install().device()).isEqualTo("auto");
    assertThat(read.users()).singleElement().satisfies(u -> assertThat(u.name()).isEqualTo("ops"));
    assertThat(read.keys().getFirst().keys())
        .singleElement()
        .hasToString("SshKey[line=" + KEY + "]");
    assertThat(read.notes()).isEmpty();
  }

  @Test
  void a_fixed_address_is_a_file_of_systemd_networkd() throws Exception {
    Draft draft =
        Answers.NONE
            .with(Question.NETWORK, "192.0.2.7/24")
            .with(Question.INTERFACE, "enp1s0")
            .with(Question.GATEWAY, "192.0.2.1")
            .with(Question.DNS, "192.0.2.53, 2001:db8::53")
            .draft();

    assertThat(draft.text())
        .contains(
            """
                  [Match]
                  Name=enp1s0
                  [Network]
                  Address=192.0.2.7/24
                  Gateway=192.0.2.1
                  DNS=192.0.2.53
                  DNS=2001:db8::53
            """)
        .contains("dns: {nameservers: [\"192.0.2.53\", \"2001:db8::53\"]}");
    assertThat(draft.remarks()).isEmpty();
    assertThat(CloudConfig.parse("node.yaml", draft.text()).files()).hasSize(1);
  }

  @Test
  void a_password_is_in_the_file_as_its_hash_alone() throws Exception {
    String hash = SaltedHash.of("open sesame");
    Draft draft = Answers.NONE.with(Question.PASSWORD, hash).draft();

    assertThat(draft.hasSecret()).isTrue();
    assertThat(draft.text()).contains(hash).doesNotContain("open sesame");
    assertThat(CloudConfig.parse("node.yaml", draft.text()).users().getFirst().password())
        .hasToString("a hashed password");
  }

  @Test
  void a_hostname_may_be_a_template_that_comes_to_a_hostname() {
    Draft draft = Answers.NONE.with(Question.HOSTNAME, "edge-{{ trunc 4 .MachineID }}").draft();

    assertThat(Check.text("node.yaml", draft.text())).isEmpty();
    assertThat(draft.text()).contains("hostname: \"edge-{{ trunc 4 .MachineID }}\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          DISK | sda | write 'auto' or a path
          DISK | /dev/../etc/passwd | ..
          DISK | script://choose | no disk
          HOSTNAME | a_b | is no hostname
          HOSTNAME | edge-{{ trunk 4 .MachineID }} | trunk
          HOSTNAME | edge-{{ .MachineID | cannot be filled
          HOSTNAME | {{ .MachineID }}_ | is no hostname
          USER | 0ps | no name for a user
          USER | -ops | no name for a user
          USER | a:b | no name for a user
          KEY | hello | is no SSH key
          KEY | -----BEGIN OPENSSH PRIVATE KEY----- | private key
          KEY | github: | names no account
          KEY | http://example.org/keys | https
          PASSWORD | sesame | no hash
          NETWORK | maybe | no network
          NETWORK | 192.0.2.7 | with its prefix
          NETWORK | 192.0.2.7/33 | from 1 to 32
          NETWORK | 192.0.2.777/24 | no address
          NETWORK | 127.0.0.1/8 | of no machine
          NETWORK | fe80::1%eth0/64 | no address
          GATEWAY | 192.0.2.1 | only for a network with a fixed address
          REPAIR_FROM | ftp://example.org | address
          REPAIR_FROM | https://{{ .Values.site }}/ | template
          """)
  void an_answer_that_cannot_be_is_told_at_once(Question question, String answer, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Answers.NONE.with(question, answer))
        .withMessageContaining(why);
  }

  @Test
  void a_gateway_that_the_machine_could_not_reach_is_told() {
    Answers fixed = Answers.NONE.with(Question.NETWORK, "192.0.2.7/24");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> fixed.with(Question.GATEWAY, "198.51.100.1"))
        .withMessageContaining("not in the network");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> fixed.with(Question.GATEWAY, "192.0.2.7"))
        .withMessageContaining("own address");
  }

  @ParameterizedTest
  @EnumSource
  void an_answer_of_a_megabyte_or_of_control_characters_is_refused(Question question) {
    Answers fixed = Answers.NONE.with(Question.NETWORK, "192.0.2.7/24");
    for (String bad : new String[] {"x".repeat(1 << 20), "a\u001b[2J", "a\u0000", "a\u202eb"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> fixed.with(question, bad))
          .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300).doesNotContain("\u001b"));
    }
  }

  /** Whatever is taken makes a good file, and whatever is not is told in words. */
  @Test
  void any_answers_that_are_taken_pass_the_check_and_are_read() throws Exception {
    SplittableRandom random = new SplittableRandom(SEED);
    int taken = 0;
    for (int i = 0; i < TIMES; i++) {
      Answers answers = Answers.NONE;
      if (random.nextBoolean()) {
        answers = answers.with(Question.NETWORK, "192.0.2.7/24");
      }
      for (Question question : Question.values()) {
        try {
          answers = answers.with(question, some(random, question));
          taken++;
        } catch (IllegalArgumentException e) {
          assertThat(e.getMessage()).isNotBlank();
        }
      }
      Draft draft = answers.draft();
      assertThat(Check.text("node.yaml", draft.text())).as(draft.text()).isEmpty();
      if (!draft.isTemplate()) {
        CloudConfig read = CloudConfig.parse("node.yaml", draft.text());
        assertThat(read.users().getFirst().name()).isEqualTo(draft.user());
        assertThat(read.install().device()).isEqualTo(draft.disk());
        assertThat(read.keys().stream().flatMap(keys -> keys.keys().stream()))
            .containsExactlyElementsOf(draft.keys());
      }
    }
    assertThat(taken).isGreaterThan(3 * TIMES);
  }

  /** Pieces at random, or a good answer, which in one of four cases has a piece in it. */
  @Test
  void a_summary_says_what_was_answered_and_what_is_as_usual_but_no_secret() {
    String hash = SaltedHash.of("open sesame");
    String rsa = "ssh-rsa " + "A".repeat(500) + " mara@desk";
    Answers answers =
        Answers.NONE
            .with(Question.HOSTNAME, "berlin")
            .with(Question.KEY, rsa + "\ngithub:octocat")
            .with(Question.PASSWORD, hash);

    assertThat(answers.summary())
        .containsExactly(
            "disk           auto",
            "hostname       berlin",
            "user           ops",
            "key            ssh-rsa " + "A".repeat(22) + "..." + "A".repeat(20) + " mara@desk",
            "               github:octocat",
            "password-hash  as it was typed",
            "network        dhcp",
            "repair-from    none");
    assertThat(answers.with(Question.NETWORK, "192.0.2.7/24").with(Question.KEY, "none").summary())
        .contains("key            none", "gateway        none", "interface      en* eth*");
  }

  private static String some(SplittableRandom random, Question question) {
    String text = "";
    if (random.nextBoolean()) {
      text = good(question);
      if (random.nextInt(4) > 0) {
        return text;
      }
    }
    for (int n = random.nextInt(1, 4); n > 0; n--) {
      int at = random.nextInt(text.length() + 1);
      text = text.substring(0, at) + PIECES[random.nextInt(PIECES.length)] + text.substring(at);
    }
    return text;
  }

  private static String good(Question question) {
    return switch (question) {
      case DISK -> "/dev/disk/by-id/nvme-A_1";
      case HOSTNAME -> "edge-{{ trunc 4 .MachineID }}";
      case USER -> "ops_1";
      case KEY -> KEY + " \"#1\": {a: b}\ngithub:octocat";
      case PASSWORD -> "$6$salt$ABCDEFGHIJKLMNOPQRSTUVWXYZ";
      case NETWORK -> "2001:db8::7/64";
      case INTERFACE -> "enp1s0";
      case GATEWAY -> "fe80::1";
      case DNS -> "192.0.2.53,2001:db8::53";
      case REPAIR_FROM -> "https://example.org/repo?a=b#c";
    };
  }
}
