package io.holdfast.config.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.holdfast.config.action.Action;
import io.holdfast.config.action.AuthorizeKeys;
import io.holdfast.config.action.FileContent;
import io.holdfast.config.action.LoadModule;
import io.holdfast.config.action.MakeFolder;
import io.holdfast.config.action.Ownership;
import io.holdfast.config.action.RunCommand;
import io.holdfast.config.action.SetSysctl;
import io.holdfast.config.action.SshKey;
import io.holdfast.config.action.Systemctl;
import io.holdfast.config.action.TargetPath;
import io.holdfast.config.action.WriteFile;
import io.holdfast.config.cloud.Conditions;
import io.holdfast.config.yaml.Place;
import io.holdfast.host.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RootedMachineTest {
  private static final Place PLACE = Place.startOf("c.yaml");
  private static final SshKey KEY = new SshKey("ssh-ed25519 AAAA me");

  @TempDir Path temporary = Path.of("set by JUnit");
  private Path root = Path.of("set by prepare");
  private Path outside = Path.of("set by prepare");
  private final List<Command> commands = new ArrayList<>();
  private final Programs recorder =
      new Programs() {
        @Override
        public int exitCode(Command command) {
          commands.add(command);
          return command.arguments().contains("false") ? 1 : 0;
        }

        @Override
        public String output(Command command) {
          commands.add(command);
          return "";
        }
      };

  @BeforeEach
  void prepare() throws IOException {
    root = Files.createDirectories(temporary.resolve("root")).toRealPath();
    outside = Files.createDirectories(temporary.resolve("outside")).toRealPath();
    Files.createDirectories(root.resolve("etc"));
    Files.createDirectories(root.resolve("home/kim"));
    Files.writeString(
        root.resolve("etc/passwd"),
        """
        root:x:0:0:root:/root:/bin/sh
        nis line
        kim:x:1234:2345::/home/kim:/bin/sh
        lost:x:1:1::/nowhere:/bin/sh
        odd:x:2:2::relative:/bin/sh
        """);
    Files.writeString(root.resolve("etc/group"), "root:x:0:\nstaff:x:50:kim\n");
  }

  private List<String> perform(Action action) throws IOException, InterruptedException {
    return machine(false).perform(action).notes();
  }

  private RootedMachine machine(boolean mayChangeOwners) throws IOException {
    return new RootedMachine(
        new RootedTree(root, false), recorder, KeySource.PUBLIC, mayChangeOwners);
  }

  private static WriteFile write(String path, String text, int mode) {
    return new WriteFile(new TargetPath(path), FileContent.of(text), mode, Ownership.AS_IS, PLACE);
  }

  private static int mode(Path path) throws IOException {
    return (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & 07777;
  }

  private List<List<String>> ran() {
    return commands.stream().map(Command::arguments).toList();
  }

  private List<String> namesIn(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void a_file_is_written_whole_with_its_mode_and_the_folders_above_it() throws Exception {
    assertThat(perform(write("/srv/a/b.txt", "text", 04750))).isEmpty();

    Path file = root.resolve("srv/a/b.txt");
    assertThat(file).hasContent("text");
    assertThat(mode(file)).isEqualTo(04750);
    assertThat(mode(root.resolve("srv/a"))).isEqualTo(0750);
    assertThat(namesIn(root.resolve("srv/a"))).containsExactly("b.txt");
  }

  @Test
  void a_file_is_replaced_and_not_written_into() throws Exception {
    Path file = Files.writeString(root.resolve("etc/motd"), "old");
    Path hardLink = Files.createLink(root.resolve("etc/motd.kept"), file);

    perform(write("/etc/motd", "new", 0600));

    assertThat(file).hasContent("new");
    assertThat(hardLink).hasContent("old");
  }

  @Test
  void what_a_broken_write_left_behind_does_not_matter_even_if_it_is_a_link() throws Exception {
    Path victim = Files.writeString(outside.resolve("victim"), "untouched");
    Files.createSymbolicLink(root.resolve("etc/.motd.new"), victim);

    perform(write("/etc/motd", "new", 0644));

    assertThat(victim).hasContent("untouched");
    assertThat(root.resolve("etc/motd")).hasContent("new");
    assertThat(namesIn(root.resolve("etc"))).containsExactly("group", "motd", "passwd");
  }

  @Test
  void links_are_followed_as_a_machine_started_from_the_root_would() throws Exception {
    Files.createDirectories(root.resolve("run/x"));
    Files.createSymbolicLink(root.resolve("absolute"), Path.of("/run"));
    Files.createSymbolicLink(root.resolve("etc/relative"), Path.of("../run/./x"));
    Files.createSymbolicLink(root.resolve("etc/file"), Path.of("/run/target"));

    perform(write("/absolute/a", "1", 0644));
    perform(write("/etc/relative/b", "2", 0644));
    perform(write("/etc/file", "3", 0644));

    assertThat(root.resolve("run/a")).hasContent("1");
    assertThat(root.resolve("run/x/b")).hasContent("2");
    assertThat(root.resolve("run/target")).hasContent("3");
    assertThat(root.resolve("etc/file")).isSymbolicLink();
  }

  @Test
  void a_link_that_climbs_out_of_the_root_is_refused() throws Exception {
    Files.createSymbolicLink(root.resolve("etc/out"), Path.of("../../outside"));
    Files.createSymbolicLink(root.resolve("etc/out-file"), Path.of("../../outside/passwd"));

    assertThatThrownBy(() -> perform(write("/etc/out/x", "1", 0644)))
        .isInstanceOf(IOException.class)
        .hasMessage("/etc/out/x leads out of " + root + " through a link");
    assertThatThrownBy(() -> perform(write("/etc/out-file", "1", 0644)))
        .hasMessageContaining("leads out");
    assertThatThrownBy(
            () ->
                perform(new MakeFolder(new TargetPath("/etc/out/x"), 0755, Ownership.AS_IS, PLACE)))
        .hasMessageContaining("leads out");
    assertThat(namesIn(outside)).isEmpty();
  }

  @Test
  void an_absolute_link_to_a_place_outside_stays_inside() throws Exception {
    Files.createSymbolicLink(root.resolve("etc/out"), outside);

    perform(write("/etc/out/x", "1", 0644));

    assertThat(namesIn(outside)).isEmpty();
    assertThat(root.resolve(outside.toString().substring(1)).resolve("x")).hasContent("1");
  }

  @Test
  void links_in_circles_are_refused() throws Exception {
    Files.createSymbolicLink(root.resolve("etc/a"), Path.of("b"));
    Files.createSymbolicLink(root.resolve("etc/b"), Path.of("a"));

    assertThatThrownBy(() -> perform(write("/etc/a/x", "1", 0644)))
        .hasMessage("/etc/a/x follows more than 40 links");
  }

  @Test
  void a_file_in_the_way_of_a_folder_and_a_folder_in_the_way_of_a_file_are_told() {
    assertThatThrownBy(() -> perform(write("/etc/passwd/x", "1", 0644)))
        .isInstanceOf(IOException.class)
        .satisfies(e -> assertThat(Reason.of((IOException) e)).endsWith("passwd is in the way"));
    assertThatThrownBy(() -> perform(write("/home", "1", 0644)))
        .hasMessage(root + "/home is a folder; a file cannot replace it");
  }

  @Test
  void a_folder_is_made_or_changed() throws Exception {
    MakeFolder make =
        new MakeFolder(new TargetPath("/srv/x/y"), 01770, Ownership.parse("root:staff"), PLACE);

    List<String> notes = perform(make);
    perform(make);

    assertThat(mode(root.resolve("srv/x/y"))).isEqualTo(01770);
    assertThat(mode(root.resolve("srv/x"))).isEqualTo(01770);
    assertThat(notes)
        .containsExactly("its owner is left as it is, since only root may give files to others");
  }

  @Test
  void an_owner_is_looked_up_in_the_root_and_set() throws Exception {
    assumeTrue((Integer) Files.getAttribute(root, "unix:uid") == 0, "needs to be root");
    RootedMachine machine = machine(true);

    machine.perform(
        new WriteFile(
            new TargetPath("/etc/a"),
            FileContent.of("x"),
            04711,
            Ownership.parse("kim:staff"),
            PLACE));
    machine.perform(
        new WriteFile(
            new TargetPath("/etc/b"), FileContent.of("x"), 0644, Ownership.parse("77"), PLACE));
    machine.perform(new AuthorizeKeys("kim", List.of(KEY), PLACE));

    assertThat(Files.getAttribute(root.resolve("etc/a"), "unix:uid")).isEqualTo(1234);
    assertThat(Files.getAttribute(root.resolve("etc/a"), "unix:gid")).isEqualTo(50);
    assertThat(mode(root.resolve("etc/a"))).isEqualTo(04711);
    assertThat(Files.getAttribute(root.resolve("etc/b"), "unix:uid")).isEqualTo(77);
    Path keys = root.resolve("home/kim/.ssh/authorized_keys");
    assertThat(Files.getAttribute(keys, "unix:uid")).isEqualTo(1234);
    assertThat(Files.getAttribute(keys.getParent(), "unix:gid")).isEqualTo(2345);
  }

  @Test
  void an_owner_that_the_root_does_not_have_leaves_no_file() throws Exception {
    RootedMachine machine = machine(true);

    assertThatThrownBy(
            () ->
                machine.perform(
                    new WriteFile(
                        new TargetPath("/etc/a"),
                        FileContent.of("x"),
                        0644,
                        Ownership.parse("nobody-here"),
                        PLACE)))
        .hasMessage("there is no user 'nobody-here' in /etc/passwd");
    assertThat(namesIn(root.resolve("etc"))).containsExactly("group", "passwd");
  }

  @Test
  void a_kernel_parameter_is_written_where_it_is_and_never_made() throws Exception {
    Path file = root.resolve("proc/sys/net/ipv4/conf/eth0.1/forwarding");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "0\n");

    perform(new SetSysctl("net.ipv4.conf.eth0/1.forwarding", "1", PLACE));

    assertThat(file).hasContent("1");
    assertThatThrownBy(() -> perform(new SetSysctl("vm.swappiness", "1", PLACE)))
        .hasMessage(
            "this kernel has no parameter vm.swappiness (/proc/sys/vm/swappiness); is its module"
                + " loaded?");
  }

  @Test
  void keys_are_added_once_to_those_already_there() throws Exception {
    Path folder = Files.createDirectories(root.resolve("home/kim/.ssh"));
    Path file = Files.writeString(folder.resolve("authorized_keys"), "ssh-rsa BBBB other\n");
    Files.setAttribute(file, "unix:mode", 0640);

    List<String> notes = perform(new AuthorizeKeys("kim", List.of(KEY, KEY), PLACE));
    perform(new AuthorizeKeys("kim", List.of(KEY), PLACE));

    assertThat(file).hasContent("ssh-rsa BBBB other\nssh-ed25519 AAAA me\n");
    assertThat(mode(file)).isEqualTo(0640);
    assertThat(notes).hasSize(1);
  }

  @Test
  void a_new_ssh_folder_is_private() throws Exception {
    perform(new AuthorizeKeys("kim", List.of(KEY), PLACE));

    assertThat(mode(root.resolve("home/kim/.ssh"))).isEqualTo(0700);
  }

  @Test
  void a_link_that_a_user_laid_in_the_home_is_no_way_to_other_files() throws Exception {
    Path shadow = Files.writeString(root.resolve("etc/shadow"), "root:*:::::::\n");
    Path folder = Files.createDirectories(root.resolve("home/kim/.ssh"));
    Files.createSymbolicLink(folder.resolve("authorized_keys"), Path.of("/etc/shadow"));

    assertThatThrownBy(() -> perform(new AuthorizeKeys("kim", List.of(KEY), PLACE)))
        .hasMessageEndingWith(
            "authorized_keys is a link; its owner could point it anywhere." + " Remove it");

    Files.delete(folder.resolve("authorized_keys"));
    Files.delete(folder);
    Files.createSymbolicLink(folder, Path.of("/etc"));
    assertThatThrownBy(() -> perform(new AuthorizeKeys("kim", List.of(KEY), PLACE)))
        .hasMessageContaining(".ssh is a link");
    assertThat(shadow).hasContent("root:*:::::::\n");
    assertThat(namesIn(root.resolve("etc"))).containsExactly("group", "passwd", "shadow");
  }

  @Test
  void keys_for_nobody_or_without_a_home_fail_with_the_reason() {
    assertThatThrownBy(() -> perform(new AuthorizeKeys("nobody", List.of(KEY), PLACE)))
        .hasMessage("there is no user 'nobody'");
    assertThatThrownBy(() -> perform(new AuthorizeKeys("lost", List.of(KEY), PLACE)))
        .hasMessage("the home of lost, /nowhere, does not exist");
    assertThatThrownBy(() -> perform(new AuthorizeKeys("odd", List.of(KEY), PLACE)))
        .hasMessageStartingWith("the home of odd is unusable");
  }

  @Test
  void in_another_root_commands_are_run_in_it_within_their_limit() throws Exception {
    RootedMachine machine = machine(false);

    assertThat(machine.unmet(Conditions.of("true"))).isNull();
    machine.perform(new RunCommand(List.of("touch", "/x y"), PLACE));
    machine.perform(RunCommand.shell("echo a && echo b", PLACE));
    machine.perform(new Systemctl(Systemctl.Verb.ENABLE, "a.service", PLACE));

    String in = root.toString();
    assertThat(ran())
        .containsExactly(
            List.of("chroot", in, "/bin/sh", "-c", "true"),
            List.of("chroot", in, "touch", "/x y"),
            List.of("chroot", in, "/bin/sh", "-c", "echo a && echo b"),
            List.of("systemctl", "--root=" + in, "enable", "a.service"));
    assertThat(commands.stream().map(Command::limit))
        .containsExactly(
            ConditionCheck.LIMIT,
            RootedMachine.COMMAND_LIMIT,
            RootedMachine.COMMAND_LIMIT,
            Command.SHORT);
  }

  @Test
  void on_the_running_machine_nothing_is_told_about_a_root() throws Exception {
    RootedMachine machine =
        new RootedMachine(new RootedTree(Path.of("/"), false), recorder, KeySource.PUBLIC, false);

    machine.unmet(Conditions.of("true"));
    machine.perform(LoadModule.parse("no-such-module a=b", PLACE));
    machine.perform(new Systemctl(Systemctl.Verb.MASK, "a.service", PLACE));
    machine.perform(new Systemctl(Systemctl.Verb.START, "b.service", PLACE));

    assertThat(ran())
        .containsExactly(
            List.of("/bin/sh", "-c", "true"),
            List.of("modprobe", "--", "no-such-module", "a=b"),
            List.of("systemctl", "mask", "a.service"),
            List.of("systemctl", "--no-block", "start", "b.service"));
  }

  @Test
  void a_unit_cannot_be_started_in_a_system_that_is_not_running() {
    assertThatThrownBy(() -> perform(new Systemctl(Systemctl.Verb.START, "a.service", PLACE)))
        .hasMessage("units can be started only in the running system, not in " + root);
  }

  @Test
  void conditions_and_commands_are_really_run() throws Exception {
    RootedMachine machine = new RootedMachine(Path.of("/"));
    Path made = temporary.resolve("made by the command");

    assertThat(machine.unmet(Conditions.of("test -e '" + made + "'"))).isNotNull();
    machine.perform(RunCommand.shell("touch '" + made + "'", PLACE));
    assertThat(machine.unmet(Conditions.of("test -e '" + made + "'"))).isNull();
    assertThatThrownBy(() -> machine.perform(RunCommand.shell("echo why; exit 3", PLACE)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("exit code 3")
        .hasMessageContaining("why");
  }

  @Test
  void a_root_that_is_not_there_is_refused() {
    assertThatThrownBy(() -> new RootedMachine(temporary.resolve("none")))
        .isInstanceOf(IOException.class);
  }
}
