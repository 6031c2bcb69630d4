package io.holdfast.cli.node;

import io.holdfast.node.disk.NodePaths;
import io.holdfast.node.loader.Esp;
import io.holdfast.node.trial.ReleaseRef;
import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import io.holdfast.release.json.Json;
import io.holdfast.release.layout.DiskLayout;
import io.holdfast.release.layout.LoaderEntry;
import io.holdfast.release.manifest.Architecture;
import io.holdfast.release.manifest.Manifest;
import io.holdfast.release.manifest.Part;
import io.holdfast.release.manifest.ReleaseName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A made-up node below a folder: what the agent reads of a machine, as files. For one thread.
 *
 * @param paths of the node
 */
record TrainingNode(NodePaths paths) {
  private static final String LOADER_VARIABLE =
      "firmware/efi/efivars/LoaderEntrySelected-4a67b082-0a4c-41cf-b6c7-440b29bb8c4f";
  private static final byte[] ATTRIBUTES = {6, 0, 0, 0};
  private static final String ROOT_HASH = "0".repeat(64);

  /** Its EFI system partition is a folder that is always there. */
  static final Esp.Mounter MOUNTER =
      new Esp.Mounter() {
        @Override
        public void mount(Path device, Path at) {}

        @Override
        public void unmount(Path at) {}
      };

  /** A node whose release 1.0.0 was just installed. */
  static TrainingNode below(Path root) throws IOException {
    TrainingNode node = new TrainingNode(new NodePaths(root));
    node.makeDisk();
    node.makeRelease();
    node.makeConfiguration();
    // As a release's kernel has it; a word in quotes is what the reader takes longest for.
    node.write(
        node.paths.kernelCommandLine(),
        "roothash=" + ROOT_HASH + " ro panic=5 loglevel=6 stages.boot[0].name=\"a name\"\n");
    ReleaseRef release = node.release("1.0.0");
    node.write(
        node.paths.installed(),
        Json.write(
            Map.of(
                "name", release.name(),
                "version", release.version().text(),
                "manifest", release.manifest().toString(),
                "rootHash", release.rootHash())));
    node.write(
        node.entries().resolve(LoaderEntry.idOf(1) + ".conf"),
        LoaderEntry.ofGeneration(1, "training 1.0.0", release.manifest()).text());
    return node;
  }

  /** A release whose manifest the node keeps. */
  ReleaseRef release(String version) throws IOException {
    List<Part> parts = new ArrayList<>();
    for (Part.Kind kind : Part.Kind.values()) {
      parts.add(new Part(kind, new Digest(ROOT_HASH), 1));
    }
    Manifest manifest =
        new Manifest(
            new ReleaseName("training"),
            new Version(version),
            Architecture.X86_64,
            "training",
            new Digest(ROOT_HASH),
            parts);
    byte[] bytes = manifest.toJson().getBytes(StandardCharsets.UTF_8);
    Digest digest = Digest.of(bytes);
    write(paths.manifests().resolve(digest.hex() + ".json"), manifest.toJson());
    return new ReleaseRef("training", manifest.version(), digest, ROOT_HASH);
  }

  /** What loader and initrd do when a generation is booted. */
  void boot(int generation) throws IOException {
    LoaderEntry names = LoaderEntry.ofGeneration(generation, "names", new Digest(ROOT_HASH));
    String entry = names.settledName();
    if (Files.exists(entries().resolve(names.untriedName()))) {
      entry = names.triedName();
      Files.move(entries().resolve(names.untriedName()), entries().resolve(entry));
    }
    byte[] text = (entry + '\0').getBytes(StandardCharsets.UTF_16LE);
    byte[] variable = new byte[ATTRIBUTES.length + text.length];
    System.arraycopy(ATTRIBUTES, 0, variable, 0, ATTRIBUTES.length);
    System.arraycopy(text, 0, variable, ATTRIBUTES.length, text.length);
    Path file = paths.sys().resolve(LOADER_VARIABLE);
    Files.createDirectories(file.getParent());
    Files.write(file, variable);
    Path mark = paths.marks().resolve("boot");
    if (Files.exists(mark)) {
      Files.deleteIfExists(paths.marks().resolve("boot.before"));
      Files.move(mark, paths.marks().resolve("boot.before"));
    }
    write(mark, "0".repeat(31) + generation + " " + entry + "\n");
  }

  private void makeDisk() throws IOException {
    Path block = Files.createDirectories(paths.sys().resolve("class/block"));
    Path disk = paths.sys().resolve("devices/vda");
    List<String> labels =
        List.of(
            DiskLayout.ESP,
            DiskLayout.rootLabel("a"),
            DiskLayout.verityLabel("a"),
            DiskLayout.rootLabel("b"),
            DiskLayout.verityLabel("b"),
            DiskLayout.OEM,
            DiskLayout.PERSISTENT);
    for (int i = 0; i < labels.size(); i++) {
      String name = "vda" + (i + 1);
      Path partition = disk.resolve(name);
      write(partition.resolve("partition"), (i + 1) + "\n");
      write(partition.resolve("size"), "2048\n");
      write(partition.resolve("uevent"), "DEVNAME=" + name + "\nPARTNAME=" + labels.get(i) + "\n");
      Files.createSymbolicLink(block.resolve(name), partition);
    }
    write(block.resolve("dm-0/dm/name"), "root\n");
    Files.createDirectories(block.resolve("dm-0/slaves/vda2"));
    write(paths.sys().resolve("class/watchdog/watchdog0/bootstatus"), "0\n");
  }

  private void makeRelease() throws IOException {
    write(
        paths.image().resolve("release.json"),
        Json.write(
            Map.of(
                "format", 1,
                "name", "training",
                "version", "1.0.0",
                "bakeSeconds", 1,
                "tries", 1,
                "builtAt", 0)));
    write(
        paths.image().resolve("health.yaml"),
        """
        - name: training
          command: ["true"]
          required: true
        """);
    write(
        paths.image().resolve("content.yaml"),
        """
        - channel: training
          key: "-----BEGIN PUBLIC KEY-----"
          folder: /var/lib/training
        """);
  }

  private void makeConfiguration() throws IOException {
    write(
        paths.oem().resolve("90_custom.yaml"),
        """
        #cloud-config
        hostname: training
        install: {bind_mounts: [/var/lib/training]}
        persistent: [/var/lib/more]
        extensions: [{name: driver, required: false}]
        site: {name: training, labels: {rack: "1"}}
        windows: {times: ["daily 00:00-24:00"]}
        health: [{name: configured, command: ["true"]}]
        users:
          - name: ops
            groups: [sudo]
            ssh_authorized_keys: ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ9e0000000000000000000000000000000000000000 t"]
        write_files:
          - path: /etc/motd
            content: training
        stages:
          boot:
            - commands: ["true"]
        """);
    write(
        paths.root().resolve("etc/passwd"),
        "root:x:0:0::/root:/bin/sh\nops:x:1000:1000::/home/ops:/bin/sh\n");
    write(paths.root().resolve("etc/group"), "root:x:0:\nsudo:x:27:ops\nops:x:1000:\n");
    write(paths.root().resolve("etc/hosts"), "127.0.0.1 localhost\n");
    Files.createDirectories(paths.root().resolve("home/ops"));
    Files.createDirectories(paths.run());
    Files.createDirectories(paths.dev());
    for (Path written : paths.written()) {
      Files.createDirectories(written);
    }
  }

  private Path entries() {
    return paths.run().resolve("esp").resolve(DiskLayout.ENTRY_FOLDER);
  }

  private void write(Path file, String text) throws IOException {
    Path folder = file.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.writeString(file, text);
  }
}
