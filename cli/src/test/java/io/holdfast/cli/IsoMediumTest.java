package io.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.image.keys.KeyFolder;
import io.holdfast.image.tools.ToolsTree;
import io.holdfast.lab.machine.Acceleration;
import io.holdfast.lab.machine.Disk;
import io.holdfast.lab.machine.FirmwareVariables;
import io.holdfast.lab.machine.MachineSpec;
import io.holdfast.lab.machine.VirtualMachine;
import io.holdfast.lab.machine.serial.SerialConsole;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.RSAPrivateCrtKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A medium of a real release, and real machines that start from it. */
@Tag("vm")
class IsoMediumTest {
  private static final String CONFIGURATION = "#cloud-config\nhostname: harbor-light\n";
  private static final String KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExample mara@desk";
  private static final int PIECE = 1 << 20;
  private static final long DISK_BYTES = 4L << 30;

  /** Emulated and on a busy host, all that a medium does takes some minutes. */
  private static final Duration LIMIT = Duration.ofMinutes(10);

  @TempDir static Path shared;

  private static Path iso;
  private static Path asking;
  private static Path keys;
  private static ToolsTree tools;

  @TempDir Path folder;
  private Path variables;

  @BeforeAll
  static void make_a_medium() throws Exception {
    tools = ToolsTree.open(Path.of(System.getProperty("holdfast.tools", "")));
    keys = shared.resolve("keys");
    iso = shared.resolve("node.iso");
    Path recipe =
        Files.writeString(
            shared.resolve("recipe.yaml"),
            """
            name: harbor
            version: 1.0.0
            base: {debian: trixie}
            kernel: {package: linux-image-cloud-amd64}
            """);
    Path config = Files.writeString(shared.resolve("node.yaml"), CONFIGURATION);
    Path repository = shared.resolve("repo");
    run("keys", "new", "--to", keys);
    run("build", recipe, "--to", repository, "--keys", keys);
    CommandRun made =
        run(
            "iso",
            "--from",
            repository,
            "--trust",
            keys.resolve("release.pub"),
            "--config",
            config,
            "--keys",
            keys,
            "--to",
            iso,
            "--json");
    assertThat(made.output()).contains("\"name\" : \"harbor\"", "\"version\" : \"1.0.0\"");
    assertThat(shared.toFile().list())
        .containsExactlyInAnyOrder("keys", "node.iso", "recipe.yaml", "node.yaml", "repo");
    asking = shared.resolve("asking.iso");
    run("iso", "--from", repository, "--trust", keys.resolve("release.pub"), "--to", asking);
  }

  @BeforeEach
  void make_firmware_variables() throws Exception {
    variables = folder.resolve("variables.qcow2");
    FirmwareVariables.create(tools, variables);
  }

  @Test
  void a_disc_installs_on_the_empty_disk_and_switches_off_and_the_disk_boots() throws Exception {
    Path disk = disk("disk.raw");
    try (VirtualMachine machine = start(Disk.disc(iso), Disk.raw(disk))) {
      machine.console().waitFor("the only empty internal disk", LIMIT);
      machine.console().waitFor("harbor 1.0.0", LIMIT);
      machine.console().waitFor("The machine is switched off", LIMIT);
      assertThat(machine.waitForEnd(LIMIT)).isTrue();
    }
    try (VirtualMachine machine = start(Disk.raw(disk))) {
      machine.console().waitFor("harbor-light login:", LIMIT);
    }
  }

  @Test
  void a_medium_starts_from_a_disk_too_and_two_empty_disks_are_refused() throws Exception {
    Path one = disk("one.raw");
    Path other = disk("other.raw");
    try (VirtualMachine machine = start(Disk.readOnly(iso), Disk.raw(one), Disk.raw(other))) {
      SerialConsole console = machine.console();
      console.waitFor("There are 2 empty internal disks", LIMIT);
      console.waitFor("/dev/vdb", LIMIT);
      console.waitFor("Nothing more happens until the", LIMIT);
      assertThat(machine.isRunning()).isTrue();
    }
    for (Path disk : new Path[] {one, other}) {
      assertThat(Files.size(disk)).isEqualTo(DISK_BYTES);
      assertThat(isEmpty(disk)).as("blkid finds nothing on " + disk).isTrue();
    }
  }

  @Test
  void a_medium_without_a_configuration_asks_and_the_node_is_what_was_answered() throws Exception {
    Path disk = disk("disk.raw");
    try (VirtualMachine machine = start(Disk.disc(asking), Disk.raw(disk))) {
      SerialConsole console = machine.console();
      answer(console, "Disk to install on", "\u0003");
      console.waitFor("All is asked again", LIMIT);
      answer(console, "Disk to install on", "/dev/sr0\r");
      answerAllButTheDisk(console);
      answer(console, "Disk to install on", "\r");
      console.waitFor("This is what you answered", LIMIT);
      console.waitFor("harbor-light", LIMIT);
      console.waitFor("COS_PERSISTENT", LIMIT);
      answer(console, "Write 'yes' to install", "\r");
      console.waitFor("Write 'yes' to install", LIMIT);
      assertThat(isEmpty(disk)).as("nothing is written without a yes").isTrue();
      console.type("yes\r");
      console.waitFor("harbor 1.0.0", LIMIT);
      console.waitFor("The machine is switched off", LIMIT);
      assertThat(machine.waitForEnd(LIMIT)).isTrue();
      assertThat(console.transcript()).noneMatch(line -> line.text().contains("sesame"));
    }
    try (VirtualMachine machine = start(Disk.raw(disk))) {
      SerialConsole console = machine.console();
      answer(console, "harbor-light login:", "mara\r");
      answer(console, "Password:", "open sesame\r");
      // What is typed before the shell asks is thrown away by login(1).
      console.waitFor("$", LIMIT);
      console.type("cat ~/.ssh/authorized_keys /etc/systemd/network/20-first.network\r");
      console.waitFor(KEY, LIMIT);
      console.waitFor("Address=192.0.2.7/24", LIMIT);
      console.waitFor("Gateway=192.0.2.1", LIMIT);
    }
  }

  private static void answerAllButTheDisk(SerialConsole console) throws Exception {
    answer(console, "Hostname", "harbor-light\r");
    answer(console, "User", "mara\r");
    answer(console, "SSH key", KEY + "\r");
    answer(console, "Password", "open sesame\r");
    answer(console, "The same again", "open sesame\r");
    answer(console, "Network", "192.0.2.7/24\r");
    answer(console, "Its interface", "\r");
    answer(console, "Its gateway", "192.0.2.1\r");
    answer(console, "Its name servers", "\r");
    answer(console, "Repository", "\r");
  }

  private static void answer(SerialConsole console, String question, String keys) throws Exception {
    console.waitFor(question, LIMIT);
    console.type(keys);
  }

  @Test
  void no_private_key_is_on_the_medium() throws Exception {
    KeyFolder folder = KeyFolder.open(keys, null);
    byte[] pkcs8 =
        Base64.getMimeDecoder()
            .decode(
                Files.readString(keys.resolve(KeyFolder.RELEASE_KEY))
                    .replaceAll("-----[A-Z ]+-----", ""));
    byte[] prime = ((RSAPrivateCrtKey) folder.secureBoot().key()).getPrimeP().toByteArray();
    assertThat(isOnMedium(Arrays.copyOfRange(pkcs8, pkcs8.length - 32, pkcs8.length)))
        .as("the release key")
        .isFalse();
    assertThat(isOnMedium(Arrays.copyOfRange(prime, 1, 65))).as("the Secure Boot key").isFalse();
    assertThat(isOnMedium(bytes("PRIVATE KEY-----"))).as("a PEM header").isFalse();
    // That these are found shows that the search would find the others.
    assertThat(isOnMedium(bytes(CONFIGURATION))).as("the configuration").isTrue();
    assertThat(isOnMedium(bytes("BEGIN PUBLIC KEY-----"))).as("a public key").isTrue();
  }

  /** What blkid(8) finds nothing on, it says with exit code 2. */
  private static boolean isEmpty(Path disk) throws Exception {
    List<String> words = List.of("blkid", "--probe", disk.toString());
    return tools.command(List.of(disk), List.of(), words).run().exitCode() == 2;
  }

  /** Piece by piece, each with the end of the one before, in case it lies across. */
  private static boolean isOnMedium(byte[] wanted) throws IOException {
    // In Latin 1 each byte is a letter.
    String sought = new String(wanted, StandardCharsets.ISO_8859_1);
    String before = "";
    try (InputStream bytes = Files.newInputStream(iso)) {
      for (byte[] piece = bytes.readNBytes(PIECE);
          piece.length > 0;
          piece = bytes.readNBytes(PIECE)) {
        String text = before + new String(piece, StandardCharsets.ISO_8859_1);
        if (text.contains(sought)) {
          return true;
        }
        before = text.substring(Math.max(0, text.length() - sought.length()));
      }
    }
    return false;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private VirtualMachine start(Disk... disks) throws IOException, InterruptedException {
    MachineSpec spec = MachineSpec.of("medium", variables, disks).with(MachineSpec.Flushes.IGNORED);
    return VirtualMachine.start(tools, Acceleration.EMULATION, spec);
  }

  private Path disk(String name) throws IOException {
    Path disk = folder.resolve(name);
    try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
      file.setLength(DISK_BYTES);
    }
    return disk;
  }

  private static CommandRun run(Object... words) {
    CommandRun run = CommandRun.of(words);
    assertThat(run.exitCode()).as(run.errors()).isEqualTo(ExitCode.DONE);
    return run;
  }
}
