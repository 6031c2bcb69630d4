package io.holdfast.node.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.config.policy.Containment;
import io.holdfast.host.DurableFile;
import io.holdfast.node.disk.NodeDisk;
import io.holdfast.node.disk.NodePaths;
import io.holdfast.node.settle.NodeContext;
import io.holdfast.node.settle.NodeOfFiles;
import io.holdfast.node.state.StateStore;
import io.holdfast.node.trial.Booted;
import io.holdfast.node.trial.KeptReleases;
import io.holdfast.node.trial.NodeState;
import io.holdfast.node.trial.RefusedException;
import io.holdfast.node.trial.ReleaseRef;
import io.holdfast.node.trial.Slot;
import io.holdfast.node.trial.SlotContent;
import io.holdfast.node.withdrawal.Following;
import io.holdfast.node.withdrawal.Look;
import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import io.holdfast.release.admission.NotAdmittedException;
import io.holdfast.release.admission.Statements;
import io.holdfast.release.admission.Withdrawn;
import io.holdfast.release.layout.DiskLayout;
import io.holdfast.release.layout.LoaderEntry;
import io.holdfast.release.manifest.Architecture;
import io.holdfast.release.manifest.Manifest;
import io.holdfast.release.manifest.Part;
import io.holdfast.release.manifest.ReleaseName;
import io.holdfast.release.repository.RepositoryWriter;
import io.holdfast.release.trust.SignedManifest;
import io.holdfast.release.trust.SigningKey;
import io.holdfast.release.tuf.signing.RoleKeys;
import io.holdfast.release.tuf.signing.SignedRepository;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Partitions are files here; the node runs 2.0, and its recovery holds 1.0. */
final class RecoveryRenewalTest {
  private static final int PARTITION = 3 << 20;
  private static final int BLOCK = 4096;
  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
  private static final ReleaseRef OLD =
      new ReleaseRef(
          "sea",
          new Version("1.0"),
          Digest.of("old".getBytes(StandardCharsets.UTF_8)),
          "0".repeat(64));

  @TempDir private Path folder;
  private Path root;
  private NodePaths paths;
  private StateStore store;
  private Manifest manifest;
  private ReleaseRef release;
  private Path repository;
  private final Map<String, NodeDisk.Partition> partitions = new HashMap<>();

  @BeforeEach
  void install() throws Exception {
    installBelow("node");
  }

  private void installBelow(String name) throws Exception {
    root = Files.createDirectory(folder.resolve(name));
    partitions.clear();
    paths = new NodePaths(root);
    Files.createDirectories(paths.node());
    Files.createDirectories(root.resolve("esp/loader/entries"));
    Files.createDirectories(root.resolve("esp").resolve(DiskLayout.UKI_FOLDER));
    for (String slot : List.of("a", "recovery")) {
      partition(DiskLayout.rootLabel(slot), PARTITION);
      partition(DiskLayout.verityLabel(slot), PARTITION / 2);
    }
    byte[] image = bytes(1, (2 << 20) + BLOCK);
    byte[] tree = bytes(2, 64 << 10);
    fill(DiskLayout.rootLabel("a"), image);
    fill(DiskLayout.verityLabel("a"), tree);
    repository = root.resolve("repository");
    SignedManifest signed;
    try (RepositoryWriter writer = RepositoryWriter.open(repository)) {
      List<Part> parts = new ArrayList<>();
      for (Part.Kind kind : Part.Kind.values()) {
        byte[] bytes =
            switch (kind) {
              case ROOT -> image;
              case VERITY -> tree;
              default -> bytes(kind.toString().hashCode(), 5000);
            };
        parts.add(writer.add(kind, new ByteArrayInputStream(bytes)));
      }
      manifest =
          new Manifest(
              new ReleaseName("sea"),
              new Version("2.0"),
              Architecture.X86_64,
              "test",
              Digest.of(image),
              parts);
      signed = SigningKey.generate().sign(manifest);
      writer.publish(signed);
    }
    release = new ReleaseRef("sea", manifest.version(), signed.digest(), manifest.rootHash().hex());
    Files.createDirectories(paths.manifests());
    DurableFile.replace(
        paths.manifests().resolve(signed.digest().hex() + ".json"), signed.manifest());
    store = new StateStore(paths.node());
    store.create(NodeState.installed(release, new SlotContent.Holds(OLD), NOW));
    Files.writeString(entry(), LoaderEntry.ofRecovery("sea 1.0", digestOf("old kernel")).text());
    Files.writeString(
        root.resolve("esp").resolve(DiskLayout.ukiPath(digestOf("old kernel"))), "old kernel");
  }

  @Test
  void recovery_holds_what_runs_and_its_kernel_image_is_started() throws Exception {
    assertThat(renewal(UpgradeProgress.SILENT).run(repository.toString())).isEqualTo(release);
    demandRenewed();
    assertThat(
            Files.exists(root.resolve("esp").resolve(DiskLayout.ukiPath(digestOf("old kernel")))))
        .as("the withdrawn release's kernel image")
        .isFalse();
    assertThatThrownBy(() -> renewal(UpgradeProgress.SILENT).run(repository.toString()))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("already");
  }

  @Test
  void wherever_it_dies_no_half_recovery_is_started_and_it_is_ended_without_a_repository()
      throws Exception {
    for (int death = 1; ; death++) {
      installBelow("life" + death);
      Dying dying = new Dying(death);
      boolean died = false;
      try {
        renewal(dying).run(repository.toString());
      } catch (Death | IOException e) {
        // A death in the thread that writes comes out as what the disk did.
        died = true;
      }
      if (!died) {
        assertThat(death).as("it was left to die often enough").isGreaterThan(6);
        demandRenewed();
        return;
      }
      NodeState state = store.read();
      if (state.content(Slot.RECOVERY).equals(new SlotContent.Holds(OLD))) {
        assertThat(Files.readString(entry())).contains("sea 1.0");
        assertThat(renewal(UpgradeProgress.SILENT).finish()).as("nothing was begun").isNull();
      } else {
        assertThat(KeptReleases.unfinishedRecovery(state)).isEqualTo(release);
        assertThat(Files.exists(entry()) && dying.copied)
            .as("an entry of half a recovery")
            .isFalse();
        assertThat(renewal(UpgradeProgress.SILENT).finish()).isEqualTo(release);
        demandRenewed();
      }
    }
  }

  @Test
  void two_do_not_write_it_at_once() throws Exception {
    List<String> refused = new ArrayList<>();
    UpgradeProgress other =
        new UpgradeProgress() {
          @Override
          public void phase(String name) {
            if (name.equals("writing")) {
              Thread second =
                  Thread.ofPlatform()
                      .start(
                          () ->
                              refused.add(
                                  assertThatThrownBy(() -> renewal(UpgradeProgress.SILENT).finish())
                                      .isInstanceOf(IOException.class)
                                      .actual()
                                      .getMessage()));
              try {
                second.join();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            }
          }

          @Override
          public void bytes(long done, long all) {}
        };
    renewal(other).run(repository.toString());
    assertThat(refused).hasSize(2).allMatch(line -> line.contains("by another process"));
    demandRenewed();
  }

  @Test
  void a_node_that_is_to_be_reset_is_left_alone() throws Exception {
    Files.createDirectories(paths.resetMark().resolveSibling("."));
    Files.writeString(paths.resetMark(), "");
    assertThatThrownBy(() -> renewal(UpgradeProgress.SILENT).run(repository.toString()))
        .isInstanceOf(NotAdmittedException.class)
        .hasMessageContaining("reset");
    demandUntouched();
  }

  @Test
  void following_renews_recovery_gives_the_other_slot_up_and_ends_what_was_begun()
      throws Exception {
    RoleKeys roles = new RoleKeys(root.resolve("roles"), null);
    SignedRepository vouched = new SignedRepository(repository, Instant.now());
    Files.createDirectories(paths.trust());
    Files.copy(vouched.init(roles, List.of(), Map.of()), paths.trustedRoot());
    vouched.publish(new ReleaseName("sea"), release.version(), false, roles);
    vouched.withdraw(withdrawn(OLD), roles);
    store.update(state -> KeptReleases.renewalBegun(state, new Booted.ByEntry(1)));
    Look first = following(repository).follow(Following.LeftOut.NOTHING);
    assertThat(first.done()).as("what was begun").containsExactly("recovery holds sea 2.0 now");
    demandRenewed();
    assertThat(following(repository).follow(Following.LeftOut.NOTHING).done()).isEmpty();

    installBelow("again");
    Files.createDirectories(paths.trust());
    Path other = folder.resolve("node/repository");
    Files.copy(other.resolve("metadata/1.root.json"), paths.trustedRoot());
    Files.delete(device(DiskLayout.rootLabel("recovery")));
    Look failed = following(other).follow(Following.LeftOut.NOTHING);
    assertThat(failed.left()).singleElement().asString().startsWith("not done: write sea 2.0");
    assertThat(failed.isHeldUp()).isTrue();
    assertThat(failed.isToBeRepeated()).isTrue();
    partition(DiskLayout.rootLabel("recovery"), BLOCK);
    Look small = following(other).follow(Following.LeftOut.NOTHING);
    assertThat(small.left()).singleElement().asString().contains("not written to its end");
  }

  private Following following(Path from) {
    return new Following(
        NodeOfFiles.of(paths, partitions, new Booted.ByEntry(1)),
        from.toString(),
        Containment.KEEP,
        (vouched, repo) -> {
          throw new IOException("nothing is brought here");
        },
        UpgradeProgress.SILENT);
  }

  private static Withdrawn withdrawn(ReleaseRef what) {
    return new Withdrawn(
        Withdrawn.Kind.RELEASE,
        what.name(),
        what.version(),
        what.manifest(),
        "It is wrong.",
        "HF-1",
        NOW);
  }

  @Test
  void what_rots_in_the_running_slot_is_not_copied() throws Exception {
    byte[] disk = Files.readAllBytes(device(DiskLayout.rootLabel("a")));
    disk[1 << 20] ^= 1;
    Files.write(device(DiskLayout.rootLabel("a")), disk);
    assertThatThrownBy(() -> renewal(UpgradeProgress.SILENT).run(repository.toString()))
        .isInstanceOf(IOException.class);
    demandUntouched();
  }

  @Test
  void what_does_not_fit_is_refused_before_anything_is_written() throws Exception {
    partition(DiskLayout.rootLabel("recovery"), BLOCK);
    assertThatThrownBy(() -> renewal(UpgradeProgress.SILENT).run(repository.toString()))
        .isInstanceOf(NotAdmittedException.class)
        .hasMessageContaining("bytes, and")
        .hasMessageContaining("Nothing was written");
    demandUntouched();
  }

  @Test
  void what_is_withdrawn_is_not_written_into_recovery() throws Exception {
    DurableFile.replace(
        paths.statements(), new Statements(List.of(withdrawn(release)), Map.of()).toJson());
    assertThatThrownBy(() -> renewal(UpgradeProgress.SILENT).run(repository.toString()))
        .isInstanceOf(NotAdmittedException.class)
        .hasMessageContaining("HF-1");
    demandUntouched();
  }

  @Test
  void a_repository_that_is_not_there_leaves_recovery_as_it_is() throws Exception {
    assertThatThrownBy(
            () -> renewal(UpgradeProgress.SILENT).run(root.resolve("nowhere").toString()))
        .isInstanceOf(IOException.class);
    demandUntouched();
  }

  @Test
  void without_what_it_is_copied_from_a_renewal_that_was_begun_says_what_to_do() throws Exception {
    store.update(state -> KeptReleases.renewalBegun(state, new Booted.ByEntry(1)));
    assertThatThrownBy(() -> renewal(UpgradeProgress.SILENT).finish())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("kernel image is gone")
        .hasMessageContaining("holdfast upgrade --recovery");
    assertThat(Files.exists(entry())).as("it was not begun with").isTrue();
  }

  private void demandRenewed() throws IOException {
    assertThat(store.read().content(Slot.RECOVERY)).isEqualTo(new SlotContent.Holds(release));
    for (boolean isRoot : new boolean[] {true, false}) {
      Part part = manifest.part(isRoot ? Part.Kind.ROOT : Part.Kind.VERITY);
      byte[] disk =
          Files.readAllBytes(
              device(
                  isRoot ? DiskLayout.rootLabel("recovery") : DiskLayout.verityLabel("recovery")));
      assertThat(Digest.of(Arrays.copyOf(disk, (int) part.size()))).isEqualTo(part.digest());
    }
    Digest kernel = manifest.part(Part.Kind.RECOVERY_UKI).digest();
    assertThat(Files.readString(entry()))
        .isEqualTo(LoaderEntry.ofRecovery("sea 2.0", kernel).text());
    assertThat(
            Digest.of(Files.readAllBytes(root.resolve("esp").resolve(DiskLayout.ukiPath(kernel)))))
        .isEqualTo(kernel);
  }

  private void demandUntouched() throws IOException {
    assertThat(store.read().content(Slot.RECOVERY)).isEqualTo(new SlotContent.Holds(OLD));
    assertThat(Files.readString(entry())).contains("sea 1.0");
    assertThat(Files.readAllBytes(device(DiskLayout.rootLabel("recovery")))).containsOnly(0);
  }

  private RecoveryRenewal renewal(UpgradeProgress progress) {
    NodeContext node = NodeOfFiles.of(paths, partitions, new Booted.ByEntry(1));
    return new RecoveryRenewal(node, progress);
  }

  private void partition(String label, int size) throws IOException {
    Path device = Files.write(root.resolve(label), new byte[size]);
    partitions.put(label, new NodeDisk.Partition(device, partitions.size() + 1, size));
  }

  private void fill(String label, byte[] bytes) throws IOException {
    byte[] disk = Files.readAllBytes(device(label));
    System.arraycopy(bytes, 0, disk, 0, bytes.length);
    // What lies behind a part is no part of it.
    Arrays.fill(disk, bytes.length, disk.length, (byte) 7);
    Files.write(device(label), disk);
  }

  private Path device(String label) {
    return root.resolve(label);
  }

  private Path entry() {
    return root.resolve("esp/loader/entries/holdfast-recovery.conf");
  }

  private static Digest digestOf(String text) {
    return Digest.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] bytes(int seed, int size) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  /** Power is lost. */
  private static final class Death extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Lets the machine die when a phase begins, or in the middle of one. */
  private static final class Dying implements UpgradeProgress {
    private int left;
    boolean copied;

    Dying(int phase) {
      this.left = phase;
    }

    @Override
    public void phase(String name) {
      copied |= name.equals("writing");
      live();
    }

    @Override
    public void bytes(long done, long all) {
      live();
    }

    private void live() {
      if (--left == 0) {
        throw new Death();
      }
    }
  }
}
