package io.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.host.Progress;
import io.holdfast.image.build.ReleaseBuilder;
import io.holdfast.image.build.ReleaseInputs;
import io.holdfast.image.build.SecureBootSigner;
import io.holdfast.image.cache.BuildCache;
import io.holdfast.image.cache.Fingerprint;
import io.holdfast.image.disk.InstallRequest;
import io.holdfast.image.disk.Installer;
import io.holdfast.image.keys.KeyFolder;
import io.holdfast.image.recipe.RecipeReader;
import io.holdfast.image.tools.Debootstrap;
import io.holdfast.image.tools.ToolsTree;
import io.holdfast.lab.machine.Acceleration;
import io.holdfast.lab.machine.Disk;
import io.holdfast.lab.machine.FirmwareVariables;
import io.holdfast.lab.machine.MachineSpec;
import io.holdfast.lab.machine.VirtualMachine;
import io.holdfast.release.Digest;
import io.holdfast.release.json.Json;
import io.holdfast.release.manifest.ReleaseRef;
import io.holdfast.release.repository.Repository;
import io.holdfast.release.repository.RepositoryWriter;
import io.holdfast.release.trust.TrustedKeys;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian 12, older than the tools and the agent's runtime, as an OCI image becomes a node. */
@Tag("vm")
final class OtherDistributionTest {
  private static final Duration BOOT = Duration.ofMinutes(8);
  private static final List<String> PACKAGES =
      List.of(
          "cryptsetup-bin",
          "dbus",
          "dracut-core",
          "e2fsprogs",
          "fdisk",
          "kmod",
          "libpam-systemd",
          "linux-image-cloud-amd64",
          "login",
          "passwd",
          "procps",
          "systemd",
          "systemd-sysv",
          "udev",
          "util-linux",
          "zstd");

  @TempDir static Path folder;

  private static ToolsTree tools = new ToolsTree(Path.of("/"));
  private static Path layout = Path.of("");
  private static List<Path> jars = List.of();

  /** Fetched once, and kept where the tools are. */
  @BeforeAll
  static void prepare() throws Exception {
    tools = ToolsTree.open(Path.of(System.getProperty("holdfast.tools", "")));
    jars =
        AgentJars.find(Path.of(System.getProperty("holdfast.home", "")).resolve("cli/target/lib"));
    BuildCache kept = new BuildCache(tools.folder().resolve("../..").toRealPath());
    Digest key = new Fingerprint("oci-debian-12", 1).add("packages", PACKAGES).digest();
    layout = kept.step("oci-debian-12", key, OtherDistributionTest::makeLayout);
  }

  @Test
  void it_is_built_to_the_same_bytes_in_two_places_and_boots() throws Exception {
    KeyFolder keys = KeyFolder.create(folder.resolve("keys"), null);
    ReleaseRef one = build(keys, "one");
    ReleaseRef other = build(keys, "another place/two");
    assertThat(one.manifest()).isEqualTo(other.manifest());

    Path disk = folder.resolve("disk.raw");
    new Installer(tools, folder, Progress.SILENT)
        .install(
            new InstallRequest(
                disk,
                4L << 30,
                false,
                Repository.at(folder.resolve("one/repository").toString()),
                one.name(),
                one.version(),
                TrustedKeys.load(keys.folder()),
                "#cloud-config\nhostname: older\n".getBytes(StandardCharsets.UTF_8)));
    Path variables = folder.resolve("variables.qcow2");
    FirmwareVariables.create(tools, variables);
    MachineSpec spec =
        MachineSpec.of("older", variables, Disk.raw(disk)).with(MachineSpec.Network.NONE);
    try (VirtualMachine machine = VirtualMachine.start(tools, Acceleration.probe(tools), spec)) {
      machine.console().waitFor("holdfast: agent starts", BOOT);
      // The name comes from the configuration, which the agent has applied.
      machine.console().waitFor("older login:", BOOT);
    }
  }

  private static ReleaseRef build(KeyFolder keys, String place) throws Exception {
    Path work = Files.createDirectories(folder.resolve(place));
    Path recipe = work.resolve("recipe.yaml");
    Files.writeString(
        recipe,
        """
        name: older
        version: 1.0.0
        base: {oci: %s}
        """
            .formatted(layout));
    BuildCache cache = new BuildCache(Files.createDirectory(work.resolve("cache")));
    try (RepositoryWriter writer = RepositoryWriter.open(work.resolve("repository"))) {
      return new ReleaseBuilder(tools, cache, Progress.SILENT)
          .build(
              new ReleaseInputs(RecipeReader.read(recipe), jars, List.of(keys.releasePublicFile())),
              keys.releaseKey(),
              SecureBootSigner.of(keys.secureBoot()),
              writer);
    }
  }

  private static void makeLayout(Path result) throws IOException, InterruptedException {
    Path blobs = Files.createDirectories(result.resolve("blobs/sha256"));
    Path tar = result.resolve("layer.tar");
    Debootstrap.fromThisMachine("bookworm", PACKAGES).into(tar, result);
    Digest layer;
    try (InputStream stream = Files.newInputStream(tar)) {
      layer = Digest.of(stream);
    }
    long size = Files.size(tar);
    Files.move(tar, blobs.resolve(layer.hex()));
    String configuration = Json.write(Map.of("architecture", "amd64", "os", "linux"));
    String manifest =
        Json.write(
            Map.of(
                "schemaVersion",
                2,
                "mediaType",
                "application/vnd.oci.image.manifest.v1+json",
                "config",
                blob(blobs, "application/vnd.oci.image.config.v1+json", configuration),
                "layers",
                List.of(
                    Map.of(
                        "mediaType",
                        "application/vnd.oci.image.layer.v1.tar",
                        "digest",
                        layer.toString(),
                        "size",
                        size))));
    Files.writeString(
        result.resolve("index.json"),
        Json.write(
            Map.of(
                "schemaVersion",
                2,
                "manifests",
                List.of(blob(blobs, "application/vnd.oci.image.manifest.v1+json", manifest)))));
    Files.writeString(result.resolve("oci-layout"), "{\"imageLayoutVersion\": \"1.0.0\"}\n");
  }

  /** Its descriptor. */
  private static Map<String, Object> blob(Path blobs, String type, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Digest digest = Digest.of(bytes);
    Files.write(blobs.resolve(digest.hex()), bytes);
    return Map.of("mediaType", type, "digest", digest.toString(), "size", bytes.length);
  }
}
