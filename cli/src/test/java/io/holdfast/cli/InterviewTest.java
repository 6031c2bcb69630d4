package io.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.holdfast.config.account.SaltedHash;
import io.holdfast.config.draft.Draft;
import io.holdfast.config.draft.Question;
import io.holdfast.image.disk.DiskList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterviewTest {
  private static final String KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExample ops@desk";

  @TempDir Path folder;

  private final List<String> said = new ArrayList<>();

  @Test
  void empty_answers_take_what_stands_in_brackets() throws Exception {
    ownKey();
    Draft draft = asked("", "", "", "", "", "", "");

    assertThat(draft.disk()).isEqualTo("auto");
    assertThat(draft.hostname()).isEqualTo("edge");
    assertThat(draft.keys()).singleElement().satisfies(k -> assertThat(k.line()).isEqualTo(KEY));
    assertThat(draft.passwordHash()).isNull();
    assertThat(draft.remarks()).isEmpty();
    assertThat(said).anySatisfy(line -> assertThat(line).endsWith("[~/.ssh/id_ed25519.pub]: "));
  }

  @Test
  void a_wrong_answer_is_told_and_asked_for_again() throws Exception {
    Draft draft =
        asked(
            "",
            "a_b",
            "x".repeat(1 << 20),
            "a\u001b[2J",
            "berlin",
            "",
            "hello",
            "",
            KEY,
            "",
            "",
            "");

    assertThat(draft.hostname()).isEqualTo("berlin");
    assertThat(said)
        .anySatisfy(line -> assertThat(line).contains("'a_b' is no hostname"))
        .anySatisfy(line -> assertThat(line).contains("at most 100000 characters"))
        .anySatisfy(line -> assertThat(line).contains("'hello' is no SSH key"))
        .anySatisfy(line -> assertThat(line).contains("answer 'none'"))
        .noneSatisfy(line -> assertThat(line).contains("\u001b"));
  }

  @Test
  void a_password_is_asked_for_twice_and_kept_as_a_hash() throws Exception {
    Draft draft =
        asked("", "", "", KEY, "open sesame", "open", "$6$my words", "$6$my words", "", "");

    assertThat(said).anySatisfy(line -> assertThat(line).contains("the two differ"));
    assertThat(SaltedHash.fits("$6$my words", String.valueOf(draft.passwordHash()))).isTrue();
    assertThat(draft.text()).doesNotContain("my words");
  }

  @Test
  void only_a_fixed_address_is_asked_about_further() throws Exception {
    Draft draft =
        asked("", "", "", KEY, "", "192.0.2.7/24", "enp1s0", "10.0.0.1", "192.0.2.1", "", "");

    assertThat(draft.text()).contains("Address=192.0.2.7/24", "Name=enp1s0", "Gateway=192.0.2.1");
    assertThat(said).anySatisfy(line -> assertThat(line).contains("not in the network"));
  }

  @Test
  void answers_that_end_too_early_are_told() {
    assertThatIOException().isThrownBy(() -> asked("", "edge")).withMessageContaining("too early");
    assertThatIOException()
        .isThrownBy(() -> asked("", "", "", KEY, "a password"))
        .withMessageContaining("too early");
  }

  @Test
  void ten_wrong_answers_are_enough() {
    String[] wrong = new String[1000];
    Arrays.fill(wrong, "/nowhere");

    assertThatIOException().isThrownBy(() -> asked(wrong)).withMessageContaining("10 answers");
    assertThat(said).hasSize(20);
  }

  @Test
  void with_nobody_to_ask_all_that_is_missing_is_named() {
    assertThatExceptionOfType(Interview.MissingException.class)
        .isThrownBy(() -> interview(null, false).run(Map.of(Question.USER, "ops")))
        .satisfies(
            e ->
                assertThat(e.questions())
                    .containsExactly(
                        Question.DISK, Question.HOSTNAME, Question.KEY, Question.NETWORK));
    assertThatExceptionOfType(Interview.MissingException.class)
        .isThrownBy(() -> interview(null, true).run(Map.of()))
        .satisfies(e -> assertThat(e.questions()).containsExactly(Question.KEY));
  }

  @Test
  void a_key_may_be_a_file_but_never_a_private_one() throws IOException {
    KeyAnswer keys = new KeyAnswer(folder);
    Path secret = Files.writeString(folder.resolve("id"), "-----BEGIN OPENSSH PRIVATE KEY-----\n");
    Path file = Files.writeString(folder.resolve("id.pub"), "# mine\n" + KEY + "\n\ngithub:a\n");

    assertThat(keys.text(file.toString())).isEqualTo(KEY + "\ngithub:a");
    assertThat(keys.text("~/id.pub")).isEqualTo(KEY + "\ngithub:a");
    assertThat(keys.text("github:octocat")).isEqualTo("github:octocat");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> keys.text(secret.toString()))
        .withMessageContaining("name the .pub file");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> keys.text("~/.ssh/none.pub"))
        .withMessageContaining("is not there");
  }

  @Test
  void the_disks_of_the_machine_are_shown_and_one_that_can_be_taken_out_is_warned_of()
      throws Exception {
    disk("sda", "pci0/usb1", "1", "Stick");
    disk("nvme0n1", "pci0/nvme", "0", "Fast \u001b[2J disk");
    ownKey();
    Interview interview = interview(new Scripted(said, "", "", "", "", "", "", ""), false);
    Draft draft = interview.run(Map.of()).draft();

    assertThat(draft.disk()).isEqualTo("auto");
    assertThat(said)
        .anySatisfy(line -> assertThat(line).contains("/sda (1 GiB, Stick), can be taken out"))
        .anySatisfy(
            line -> assertThat(line).contains("/nvme0n1 (1 GiB, Fast").doesNotContain("\u001b"));
    assertThat(interview.warning(folder.resolve("dev/sda").toString()))
        .hasValueSatisfying(w -> assertThat(w).contains("can be taken out"));
    assertThat(interview.warning(folder.resolve("dev/nvme0n1").toString())).isEmpty();
  }

  private void disk(String name, String bus, String removable, String model) throws IOException {
    Path device = Files.createDirectories(folder.resolve("sys/devices").resolve(bus).resolve(name));
    Files.createDirectories(folder.resolve("sys/block"));
    Files.createSymbolicLink(folder.resolve("sys/block").resolve(name), device);
    Files.writeString(device.resolve("size"), "2097152\n");
    Files.writeString(device.resolve("removable"), removable + "\n");
    Files.writeString(device.resolve("ro"), "0\n");
    Files.createDirectory(device.resolve("device"));
    Files.writeString(device.resolve("device/model"), model + "\n");
  }

  private void ownKey() throws IOException {
    Path ssh = Files.createDirectories(folder.resolve(".ssh"));
    Files.writeString(ssh.resolve("id_ed25519.pub"), KEY + "\n");
  }

  private Draft asked(String... answers) throws Exception {
    return interview(new Scripted(said, answers), false).run(Map.of()).draft();
  }

  private Interview interview(@Nullable Conversation with, boolean takesUsual) throws Exception {
    return new Interview(with, takesUsual, new KeyAnswer(folder), DiskList.below(folder));
  }
}
