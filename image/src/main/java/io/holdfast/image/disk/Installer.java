package io.holdfast.image.disk;

import io.holdfast.host.Progress;
import io.holdfast.image.cache.BuildCache;
import io.holdfast.image.tools.ToolsTree;
import io.holdfast.release.Digest;
import io.holdfast.release.json.Json;
import io.holdfast.release.layout.DiskLayout;
import io.holdfast.release.layout.LoaderEntry;
import io.holdfast.release.manifest.Manifest;
import io.holdfast.release.manifest.ManifestException;
import io.holdfast.release.manifest.Part;
import io.holdfast.release.manifest.ReleaseName;
import io.holdfast.release.manifest.ReleaseRef;
import io.holdfast.release.repository.ReleaseEntry;
import io.holdfast.release.trust.SignedManifest;
import io.holdfast.release.trust.UntrustedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Installs a release onto a disk. The partition table is written last (systemd-repart(8) does so):
 * an interrupted install leaves a disk that does not boot.
 *
 * @param tools the tools tree
 * @param work a folder for what is fetched; on a file system with room for a release
 * @param progress hears each step
 */
public record Installer(ToolsTree tools, Path work, Progress progress) {
  private static final Duration WRITING = Duration.ofMinutes(30);

  /** What would be written, and from what. */
  public record Plan(Path target, DiskPlan disk, SignedManifest signed, Manifest manifest) {
    /** For people. */
    public String text() {
      return "Install "
          + manifest.name()
          + " "
          + manifest.version()
          + " on "
          + target
          + ":\n"
          + disk.text();
    }
  }

  /**
   * Checks everything and writes nothing.
   *
   * @throws DiskRefusedException if the disk is not to be written
   * @throws UntrustedException if nobody trusted signed the release
   */
  public Plan plan(InstallRequest request)
      throws IOException,
          InterruptedException,
          DiskRefusedException,
          UntrustedException,
          ManifestException {
    TargetDisk target = TargetDisk.of(request.target());
    target.demandFree(request.erase(), tools);
    ReleaseEntry entry = choose(request);
    SignedManifest signed = request.repository().manifest(entry.name(), entry.version());
    Manifest manifest = request.trusted().verify(signed, entry.name(), entry.version());
    long size = !target.device() && request.size() > 0 ? request.size() : target.size();
    if (size == 0) {
      throw new DiskRefusedException(
          request.target()
              + " is not there. To make an image file, say its size, for example"
              + " --size 8G.");
    }
    return new Plan(target.path(), DiskPlan.of(size, manifest), signed, manifest);
  }

  /**
   * Installs.
   *
   * @return what was installed
   */
  public ReleaseRef install(InstallRequest request)
      throws IOException,
          InterruptedException,
          DiskRefusedException,
          UntrustedException,
          ManifestException {
    Plan plan = plan(request);
    Files.createDirectories(work);
    Path folder = Files.createTempDirectory(work, "install-");
    try {
      progress.step("fetch and verify the release");
      Map<Part.Kind, Path> parts = fetch(request, plan.manifest(), folder);
      Path esp = espFiles(plan.manifest(), parts, folder);
      Path oem = oemFiles(plan, request.configuration(), folder);
      Path definitions = definitions(plan.disk(), parts, esp, oem, folder);
      progress.step("write the disk");
      TargetDisk target = TargetDisk.of(request.target());
      target.prepare(plan.disk().diskSize());
      repart(target, definitions, folder);
      target.sync();
      progress.step("read the disk back");
      verify(target, plan);
      Manifest manifest = plan.manifest();
      return new ReleaseRef(manifest.name(), manifest.version(), plan.signed().digest());
    } finally {
      BuildCache.deleteTree(folder);
    }
  }

  private static ReleaseEntry choose(InstallRequest request) throws IOException {
    List<ReleaseEntry> entries = request.repository().list();
    ReleaseName name = request.name();
    if (name == null) {
      List<ReleaseName> names = entries.stream().map(ReleaseEntry::name).distinct().toList();
      if (names.size() != 1) {
        throw new IOException(
            request.repository().describe()
                + " has releases named "
                + names
                + ". Say which one to install.");
      }
      name = names.getFirst();
    }
    if (request.version() != null) {
      return new ReleaseEntry(name, request.version());
    }
    ReleaseName wanted = name;
    return ReleaseEntry.newest(entries, wanted)
        .orElseThrow(
            () ->
                new IOException(
                    request.repository().describe() + " lists no release named " + wanted + "."));
  }

  private static Map<Part.Kind, Path> fetch(InstallRequest request, Manifest manifest, Path folder)
      throws IOException {
    Map<Part.Kind, Path> parts = new EnumMap<>(Part.Kind.class);
    for (Part part : manifest.parts()) {
      Path file = folder.resolve(part.kind().name());
      try (InputStream bytes = request.repository().open(part, 0)) {
        Files.copy(bytes, file);
      }
      parts.put(part.kind(), file);
    }
    return parts;
  }

  private static Path espFiles(Manifest manifest, Map<Part.Kind, Path> parts, Path folder)
      throws IOException {
    Path esp = Files.createDirectory(folder.resolve("esp"));
    place(esp, DiskLayout.LOADER, file(parts, Part.Kind.LOADER));
    Digest uki = manifest.part(Part.Kind.UKI).digest();
    Digest recovery = manifest.part(Part.Kind.RECOVERY_UKI).digest();
    place(esp, DiskLayout.ukiPath(uki), file(parts, Part.Kind.UKI));
    place(esp, DiskLayout.ukiPath(recovery), file(parts, Part.Kind.RECOVERY_UKI));
    String title = manifest.name() + " " + manifest.version();
    LoaderEntry first = LoaderEntry.ofGeneration(1, title + " (generation 1)", uki);
    LoaderEntry last = LoaderEntry.ofRecovery(title + " (recovery)", recovery);
    Path entries = Files.createDirectories(esp.resolve(DiskLayout.ENTRY_FOLDER));
    Files.writeString(esp.resolve(DiskLayout.LOADER_CONF), DiskLayout.LOADER_CONF_TEXT);
    Files.writeString(entries.resolve(first.settledName()), first.text());
    Files.writeString(entries.resolve(last.settledName()), last.text());
    return esp;
  }

  private static Path oemFiles(Plan plan, byte[] configuration, Path folder) throws IOException {
    Path oem = Files.createDirectory(folder.resolve("oem"));
    Path node = Files.createDirectory(oem.resolve(DiskLayout.NODE_FOLDER));
    Files.write(oem.resolve("99_install.yaml"), configuration);
    Manifest manifest = plan.manifest();
    Map<String, @Nullable Object> installed = new LinkedHashMap<>();
    installed.put("format", 1);
    installed.put("name", manifest.name().text());
    installed.put("version", manifest.version().text());
    installed.put("manifest", plan.signed().digest().toString());
    installed.put("rootHash", manifest.rootHash().hex());
    installed.put("installedAt", Instant.now().toString());
    Files.writeString(node.resolve(DiskLayout.INSTALLED_FILE), Json.write(installed));
    Path manifests = Files.createDirectory(node.resolve("manifests"));
    Files.write(
        manifests.resolve(plan.signed().digest().hex() + ".json"), plan.signed().manifest());
    return oem;
  }

  private static Path definitions(
      DiskPlan plan, Map<Part.Kind, Path> parts, Path esp, Path oem, Path folder)
      throws IOException {
    Path definitions = Files.createDirectory(folder.resolve("repart.d"));
    int number = 10;
    for (DiskPlan.Planned planned : plan.partitions()) {
      List<String> lines = new ArrayList<>();
      lines.add("[Partition]");
      lines.add("Type=" + planned.type());
      lines.add("Label=" + planned.label());
      if (planned.size() > 0) {
        lines.add("SizeMinBytes=" + planned.size());
        lines.add("SizeMaxBytes=" + planned.size());
      }
      if (planned.format() != null) {
        lines.add("Format=" + planned.format());
      }
      if (planned.uuid() != null) {
        lines.add("UUID=" + planned.uuid());
      }
      if (planned.content() != null) {
        lines.add("CopyBlocks=" + file(parts, planned.content()));
      }
      if (planned.label().equals(DiskLayout.ESP)) {
        lines.add("CopyFiles=" + esp + ":/");
      }
      if (planned.label().equals(DiskLayout.OEM)) {
        lines.add("CopyFiles=" + oem + ":/");
      }
      Files.write(definitions.resolve(number + "-" + planned.label() + ".conf"), lines);
      number++;
    }
    return definitions;
  }

  private void repart(TargetDisk target, Path definitions, Path folder)
      throws IOException, InterruptedException {
    tools
        .command(
            List.of(),
            List.of(folder, target.path()),
            List.of(
                "systemd-repart",
                "--offline=yes",
                "--empty=force",
                "--seed=random",
                "--definitions=" + definitions,
                "--dry-run=no",
                target.path().toString()),
            target.device() ? ToolsTree.Devices.HOST : ToolsTree.Devices.FEW,
            ToolsTree.Network.NONE)
        .within(WRITING)
        .check();
  }

  /** Reads slot A and recovery back: their bytes must be those that the manifest promises. */
  private void verify(TargetDisk target, Plan plan) throws IOException, InterruptedException {
    PartitionTable table = PartitionTable.read(target, tools);
    for (DiskPlan.Planned planned : plan.disk().partitions()) {
      if (planned.content() != null) {
        Part part = plan.manifest().part(planned.content());
        Digest found = table.digest(target.path(), planned.label(), part.size());
        if (!found.equals(part.digest())) {
          throw new IOException(
              "Partition "
                  + planned.label()
                  + " of "
                  + target.path()
                  + " does not read back as it was written. The disk is not to be trusted.");
        }
      }
    }
  }

  private static void place(Path root, String path, Path source) throws IOException {
    Path file = root.resolve(path);
    Path parent = file.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Files.copy(source, file);
  }

  private static Path file(Map<Part.Kind, Path> parts, Part.Kind kind) {
    Path file = parts.get(kind);
    if (file == null) {
      throw new IllegalStateException("A manifest has every kind of part, but " + kind);
    }
    return file;
  }
}
