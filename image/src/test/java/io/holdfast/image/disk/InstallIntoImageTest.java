package io.holdfast.image.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.host.Progress;
import io.holdfast.image.keys.KeyFolder;
import io.holdfast.image.tools.ToolsTree;
import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonObject;
import io.holdfast.release.layout.DiskLayout;
import io.holdfast.release.manifest.Manifest;
import io.holdfast.release.manifest.Part;
import io.holdfast.release.manifest.ReleaseRef;
import io.holdfast.release.repository.Repository;
import io.holdfast.release.trust.SignedManifest;
import io.holdfast.release.trust.TrustedKeys;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.interfaces.RSAPrivateCrtKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real installations, with the real tools, of releases that boot nothing. */
@Tag("tools")
final class InstallIntoImageTest {
  private static final String SIZE = "1G";
  private static final int MIB = 1 << 20;
  private static final byte[] CONFIGURATION =
      "#cloud-config\nhostname: höhle\n".getBytes(StandardCharsets.UTF_8);
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00.123Z");

  @TempDir static Path shared;

  private static ToolsTree tools = new ToolsTree(Path.of("/"));
  private static @Nullable KeyFolder made;
  private static Manifest manifest = TestReleases.manifest();
  private static Path repository = Path.of("");

  @TempDir Path folder;
  private Path image = Path.of("");

  @BeforeAll
  static void publish() throws Exception {
    tools = ToolsTree.open(Path.of(System.getProperty("holdfast.tools", "")));
    made = KeyFolder.create(shared.resolve("keys"), null);
    repository = shared.resolve("repo");
    manifest = TestReleases.publish(repository, keys().releaseKey(), "1.0.0");
    TestReleases.publish(repository, keys().releaseKey(), "1.1.0");
  }

  @BeforeEach
  void name() throws Exception {
    // What a careless script would split or expand.
    image = Files.createDirectory(folder.resolve("100% of, it")).resolve("-node.img");
  }

  @Test
  void a_new_image_has_all_partitions_with_their_types_labels_and_uuids() throws Exception {
    ReleaseRef installed = installer().install(request("1.0.0", false));

    assertThat(installed.version()).isEqualTo(new Version("1.0.0"));
    assertThat(Files.size(image)).isEqualTo(ByteSize.parse(SIZE).bytes());
    assertThat(partitions().entrySet())
        .map(
            entry ->
                entry.getKey() + " " + entry.getValue().string("type").toLowerCase(Locale.ROOT))
        .containsExactly(
            "COS_GRUB c12a7328-f81f-11d2-ba4b-00a0c93ec93b",
            "holdfast-a 4f68bce3-e8cd-4db1-96e7-fbcaf984b709",
            "holdfast-a-verity 2c7357ed-ebd2-46d9-aec1-23d437ec2bf5",
            "holdfast-b 4f68bce3-e8cd-4db1-96e7-fbcaf984b709",
            "holdfast-b-verity 2c7357ed-ebd2-46d9-aec1-23d437ec2bf5",
            "holdfast-recovery 4f68bce3-e8cd-4db1-96e7-fbcaf984b709",
            "holdfast-recovery-verity 2c7357ed-ebd2-46d9-aec1-23d437ec2bf5",
            "COS_OEM 0fc63daf-8483-4772-8e79-3d69d8477de4",
            "COS_PERSISTENT 0fc63daf-8483-4772-8e79-3d69d8477de4");
    String hash = manifest.rootHash().hex();
    assertThat(uuid("holdfast-a")).isEqualTo(DiskLayout.rootUuid(hash));
    assertThat(uuid("holdfast-a-verity")).isEqualTo(DiskLayout.verityUuid(hash));
    assertThat(uuid("holdfast-recovery")).isNotEqualTo(DiskLayout.rootUuid(hash));
    assertThat(Long.parseLong(tool("stat", "-c", "%b", image.toString()).strip()) * 512)
        .as("an image is sparse")
        .isLessThan(200L * MIB);
  }

  @Test
  void slot_a_and_recovery_hold_the_release_and_slot_b_nothing() throws Exception {
    installer().install(request("1.0.0", false));
    for (String slot : List.of("a", "recovery")) {
      assertThat(contentOf(DiskLayout.rootLabel(slot), 3 * MIB))
          .isEqualTo(TestReleases.bytes(Part.Kind.ROOT, "1.0.0"));
      assertThat(contentOf(DiskLayout.verityLabel(slot), 50_000))
          .isEqualTo(TestReleases.bytes(Part.Kind.VERITY, "1.0.0"));
    }
    assertThat(contentOf("holdfast-b", 3 * MIB)).containsOnly(0);
  }

  @Test
  void the_esp_holds_loader_kernel_images_and_entries_and_nothing_else() throws Exception {
    installer().install(request("1.0.0", false));
    Digest uki = manifest.part(Part.Kind.UKI).digest();
    Digest recovery = manifest.part(Part.Kind.RECOVERY_UKI).digest();

    assertThat(tool("mdir", "-/", "-b", "-i", esp(), "::").lines())
        .filteredOn(line -> !line.endsWith("/"))
        .containsExactlyInAnyOrder(
            "::/EFI/BOOT/BOOTX64.EFI",
            "::/" + DiskLayout.ukiPath(uki),
            "::/" + DiskLayout.ukiPath(recovery),
            "::/loader/loader.conf",
            "::/loader/entries/holdfast-1.conf",
            "::/loader/entries/holdfast-recovery.conf");
    assertThat(tool("mtype", "-i", esp(), "::/loader/loader.conf"))
        .isEqualTo(DiskLayout.LOADER_CONF_TEXT);
    assertThat(tool("mtype", "-i", esp(), "::/loader/entries/holdfast-1.conf"))
        .isEqualTo(
            "title edge 1.0.0 (generation 1)\nsort-key holdfast\nversion 1\nefi /"
                + DiskLayout.ukiPath(uki)
                + "\n");
    assertThat(tool("mtype", "-i", esp(), "::/loader/entries/holdfast-recovery.conf"))
        .contains("title edge 1.0.0 (recovery)\n")
        .contains("efi /" + DiskLayout.ukiPath(recovery) + "\n");
    Path copy = Files.createFile(folder.resolve("copy"));
    toolWriting(
        copy, "mcopy", "-n", "-o", "-i", esp(), "::/" + DiskLayout.ukiPath(uki), copy.toString());
    assertThat(Files.readAllBytes(copy)).isEqualTo(TestReleases.bytes(Part.Kind.UKI, "1.0.0"));
  }

  @Test
  void the_oem_partition_holds_the_configuration_and_what_the_node_must_know() throws Exception {
    ReleaseRef release = installer().install(request("1.0.0", false));
    assertThat(oem("cat /99_install.yaml"))
        .isEqualTo(new String(CONFIGURATION, StandardCharsets.UTF_8));
    JsonObject installed =
        Json.parseObject(
            oem("cat /holdfast/installed.json").getBytes(StandardCharsets.UTF_8), 1 << 16);
    Map<String, Object> expected = new LinkedHashMap<>();
    expected.put("format", 1L);
    expected.put("name", "edge");
    expected.put("version", "1.0.0");
    expected.put("manifest", release.manifest().toString());
    expected.put("rootHash", manifest.rootHash().hex());
    expected.put("uki", manifest.part(Part.Kind.UKI).digest().toString());
    expected.put("installedAt", "2026-11-24T10:00:00Z");
    assertThat(installed.values()).isEqualTo(expected);
    assertThat(oem("cat /holdfast/manifests/" + release.manifest().hex() + ".json"))
        .isEqualTo(manifest.toJson());
    // Mode, owner and group; the node's root must own what decides how the node behaves.
    assertThat(oem("stat /99_install.yaml")).containsPattern("Mode: +0600").contains("User:     0");
    assertThat(oem("stat /holdfast/installed.json")).contains("User:     0   Group:     0");
  }

  @Test
  void no_private_key_comes_into_the_image() throws Exception {
    installer().install(request("1.0.0", false));
    byte[] seed = lastBytes(pkcs8(keys().folder().resolve("release.key")), 32);
    byte[] prime = ((RSAPrivateCrtKey) keys().secureBoot().key()).getPrimeP().toByteArray();
    Map<String, byte[]> wanted = new LinkedHashMap<>();
    wanted.put("a PEM header", "PRIVATE KEY".getBytes(StandardCharsets.US_ASCII));
    wanted.put("the release key", seed);
    wanted.put("the Secure Boot key", Arrays.copyOfRange(prime, 1, 65));
    wanted.put("the root image", Arrays.copyOf(TestReleases.bytes(Part.Kind.ROOT, "1.0.0"), 64));
    wanted.put("the configuration", CONFIGURATION);
    // That the last two are found shows that the search would find the others.
    assertThat(found(wanted)).containsExactlyInAnyOrder("the root image", "the configuration");
  }

  @Test
  void installing_again_without_erase_is_refused_and_changes_no_byte() throws Exception {
    installer().install(request("1.0.0", false));
    String before = digest();
    assertThatThrownBy(() -> installer().install(request("1.1.0", false)))
        .isInstanceOf(DiskRefusedException.class)
        .hasMessageContaining("holds a partition table (gpt)")
        .hasMessageContaining("--erase");
    assertThat(digest()).isEqualTo(before);
  }

  @Test
  void installing_again_with_erase_replaces_the_release_and_what_persisted() throws Exception {
    installer().install(request("1.0.0", false));
    installer().install(request("1.1.0", true));
    assertThat(contentOf("holdfast-a", 3 * MIB))
        .isEqualTo(TestReleases.bytes(Part.Kind.ROOT, "1.1.0"));
    assertThat(oem("cat /holdfast/installed.json")).contains("\"1.1.0\"");
    assertThat(partitions()).hasSize(9);
  }

  @Test
  void an_image_that_grows_has_partitions_up_to_its_new_end() throws Exception {
    installer().install(request("1.0.0", false));
    installer()
        .install(
            new InstallRequest(
                image,
                2L << 30,
                true,
                Repository.at(repository.toString()),
                null,
                null,
                trusted(),
                CONFIGURATION));
    assertThat(Files.size(image)).isEqualTo(2L << 30);
    assertThat(partition("COS_PERSISTENT").number("size", 0, Long.MAX_VALUE))
        .isGreaterThan((1L << 30) / 512);
  }

  @Test
  void the_old_table_is_gone_before_anything_else_is_written() throws Exception {
    installer().install(request("1.0.0", false));
    String count =
        "printf 'left %s\\n' \"$(for i in \"head -c 1048576\" \"tail -c 1048576\";"
            + " do $i \"$0\" | tr -d '\\000'; done | wc -c)\"; exit 1";
    assertThatThrownBy(
            () -> installer("sh", "-c", count, image.toString()).install(request("1.1.0", true)))
        .isInstanceOf(InstallFailedException.class)
        .hasMessageContaining("left 0\n")
        .hasMessageContaining("It has no partition table now and does not boot");
    demandNothingThere();
  }

  @Test
  void an_installation_that_is_killed_midway_leaves_no_partition_table() throws Exception {
    // Written without the installer, whose cleaning up would hide what the machine's death leaves.
    Path work = Files.createDirectory(folder.resolve("work"));
    SignedManifest signed =
        Repository.at(repository.toString()).manifest(TestReleases.NAME, new Version("1.0.0"));
    Staging staged =
        Staging.gather(
            work, Repository.at(repository.toString()), signed, manifest, CONFIGURATION, null, NOW);
    sparse(ByteSize.parse(SIZE));
    DiskPlan plan = DiskPlan.of(ByteSize.parse(SIZE), manifest, new SlotSize.ByDisk());
    DiskTarget target =
        new DiskTarget.ExistingImage(
            image, ByteSize.parse(SIZE), ByteSize.parse(SIZE), List.of(), new Contents.Empty());

    assertThatThrownBy(
            () ->
                new Repart(tools, killedBeyond(recoveryStart(plan)))
                    .write(target, plan, staged, Existing.KEEP, UUID.randomUUID()))
        .hasMessageContaining("failed with exit code");

    long slotA = MIB + plan.partition("COS_GRUB").size().bytes();
    assertThat(read(slotA, 3 * MIB))
        .as("slot A was written already")
        .isEqualTo(TestReleases.bytes(Part.Kind.ROOT, "1.0.0"));
    demandNothingThere();
  }

  @Test
  void a_disk_that_fails_midway_is_told_and_left_without_a_partition_table() throws Exception {
    installer().install(request("1.0.0", false));
    DiskPlan plan = DiskPlan.of(ByteSize.parse(SIZE), manifest, new SlotSize.ByDisk());
    List<String> failing = new ArrayList<>(killedBeyond(recoveryStart(plan)));
    failing.set(2, "trap '' XFSZ; " + failing.get(2));
    assertThatThrownBy(
            () -> installer(failing.toArray(String[]::new)).install(request("1.1.0", true)))
        .isInstanceOf(InstallFailedException.class)
        .hasMessageContaining("systemd-repart failed with exit code 1")
        .hasMessageContaining("Check the disk, and install again");
    demandNothingThere();
    installer().install(request("1.1.0", false));
    assertThat(partitions()).hasSize(9);
  }

  @Test
  void a_disk_that_does_not_keep_what_it_is_given_is_noticed_and_does_not_boot() throws Exception {
    sparse(ByteSize.parse(SIZE));
    // The third MiB of slot A, which lies behind the ESP's 512 MiB.
    long place = (1 + 512 + 2L) * MIB;
    String corrupt =
        "\"$@\" || exit; printf X | dd of=\"$0\" bs=1 conv=notrunc seek=" + place + " status=none";
    assertThatThrownBy(
            () -> installer("sh", "-c", corrupt, image.toString()).install(request("1.0.0", false)))
        .isInstanceOf(InstallFailedException.class)
        .hasMessageContaining("what was written to holdfast-a reads back as");
    demandNothingThere();
  }

  @Test
  void what_an_image_file_holds_is_named() throws Exception {
    BlkidProbe probe = new BlkidProbe(tools);
    sparse(ByteSize.ofMib(16));
    assertThat(probe.look(image, ByteSize.ofMib(16))).isEqualTo(new Contents.Empty());
    toolWriting(image, "mkfs.ext4", "-q", "-L", "holiday", image.toString());
    assertThat(probe.look(image, ByteSize.ofMib(16)))
        .isEqualTo(new Contents.Holds("a file system or the like (ext4) labelled 'holiday'"));
    Files.writeString(image, "A letter.");
    assertThat(probe.look(image, new ByteSize(9)))
        .isEqualTo(new Contents.Holds("data that is no known partition table or file system"));
  }

  private Installer installer(String... launcher) {
    ContentsProbe probe = new BlkidProbe(tools);
    return new Installer(
        folder.resolve("work, 100%"),
        new DiskFinder(SysfsDisks.ofThisMachine(probe), probe),
        new Repart(tools, List.of(launcher)),
        new ReadBack(tools),
        () -> NOW,
        Progress.SILENT);
  }

  private InstallRequest request(String version, boolean erase) throws Exception {
    return new InstallRequest(
        image,
        ByteSize.parse(SIZE).bytes(),
        erase,
        Repository.at(repository.toString()),
        TestReleases.NAME,
        new Version(version),
        trusted(),
        CONFIGURATION);
  }

  private static KeyFolder keys() {
    return Objects.requireNonNull(made);
  }

  private static TrustedKeys trusted() {
    return new TrustedKeys(List.of(keys().releaseKey().publicKey()));
  }

  /** A launcher under which writing beyond a place in any file ends the program (setrlimit(2)). */
  private static List<String> killedBeyond(long place) {
    return List.of("sh", "-c", "ulimit -f " + (place + MIB) / 512 + "; exec \"$@\"", "sh");
  }

  private static long recoveryStart(DiskPlan plan) {
    long start = MIB;
    for (PlannedPartition partition : plan.partitions()) {
      if (partition.label().equals("holdfast-recovery")) {
        return start;
      }
      start += partition.size().bytes();
    }
    throw new AssertionError("no recovery");
  }

  private void demandNothingThere() throws Exception {
    assertThat(new BlkidProbe(tools).look(image, ByteSize.parse(SIZE)))
        .isEqualTo(new Contents.Empty());
    assertThat(
            tools
                .command(List.of(image), List.of(), List.of("sfdisk", "--json", image.toString()))
                .run()
                .succeeded())
        .isFalse();
  }

  private Map<String, JsonObject> partitions() throws Exception {
    String json = tool("sfdisk", "--json", image.toString());
    JsonObject table =
        Json.parseObject(json.getBytes(StandardCharsets.UTF_8), 1 << 20).object("partitiontable");
    assertThat(table.string("label")).isEqualTo("gpt");
    Map<String, JsonObject> partitions = new LinkedHashMap<>();
    for (JsonObject partition : table.objects("partitions", 128)) {
      partitions.put(partition.string("name"), partition);
    }
    return partitions;
  }

  private UUID uuid(String label) throws Exception {
    return UUID.fromString(partition(label).string("uuid"));
  }

  private JsonObject partition(String label) throws Exception {
    JsonObject partition = partitions().get(label);
    if (partition == null) {
      throw new AssertionError("no partition " + label);
    }
    return partition;
  }

  private long start(String label) throws Exception {
    return partition(label).number("start", 0, Long.MAX_VALUE) * 512;
  }

  private byte[] contentOf(String label, int length) throws Exception {
    return read(start(label), length);
  }

  private byte[] read(long start, int length) throws Exception {
    try (InputStream bytes = Files.newInputStream(image)) {
      bytes.skipNBytes(start);
      return bytes.readNBytes(length);
    }
  }

  private String esp() throws Exception {
    return image + "@@" + start(DiskLayout.ESP);
  }

  private String oem(String request) throws Exception {
    return tool("debugfs", "-R", request, image + "?offset=" + start(DiskLayout.OEM));
  }

  private String tool(String... words) throws Exception {
    return tools.command(List.of(image), List.of(), List.of(words)).check();
  }

  private void toolWriting(Path written, String... words) throws Exception {
    List<Path> read = written.equals(image) ? List.of() : List.of(image);
    tools.command(read, List.of(written), List.of(words)).check();
  }

  private void sparse(ByteSize size) throws Exception {
    try (var channel =
        Files.newByteChannel(image, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      channel.position(size.bytes() - 1).write(ByteBuffer.allocate(1));
    }
  }

  private String digest() throws Exception {
    return tool("sha256sum", "--binary", image.toString());
  }

  /**
   * Which of these byte sequences are anywhere in the image; pieces overlap by a whole sequence.
   */
  private List<String> found(Map<String, byte[]> wanted) throws Exception {
    List<String> found = new ArrayList<>();
    int longest = wanted.values().stream().mapToInt(bytes -> bytes.length).max().orElse(0);
    byte[] kept = new byte[0];
    byte[] zeros = new byte[MIB];
    try (InputStream bytes = Files.newInputStream(image)) {
      for (byte[] piece = bytes.readNBytes(MIB); piece.length > 0; piece = bytes.readNBytes(MIB)) {
        if (Arrays.equals(piece, zeros)) {
          kept = new byte[longest];
          continue;
        }
        byte[] both = Arrays.copyOf(kept, kept.length + piece.length);
        System.arraycopy(piece, 0, both, kept.length, piece.length);
        String text = new String(both, StandardCharsets.ISO_8859_1);
        wanted.forEach(
            (name, sequence) -> {
              if (!found.contains(name)
                  && text.contains(new String(sequence, StandardCharsets.ISO_8859_1))) {
                found.add(name);
              }
            });
        kept = lastBytes(both, Math.min(both.length, longest));
      }
    }
    return found;
  }

  private static byte[] pkcs8(Path pem) throws Exception {
    String text = Files.readString(pem);
    return Base64.getMimeDecoder().decode(text.replaceAll("-----[A-Z ]+-----", ""));
  }

  private static byte[] lastBytes(byte[] bytes, int count) {
    return Arrays.copyOfRange(bytes, bytes.length - count, bytes.length);
  }
}
