package io.holdfast.config.language;

import static io.holdfast.config.language.Forms.FLAG;
import static io.holdfast.config.language.Forms.TEXT;
import static io.holdfast.config.language.Forms.TEXTS;

import io.holdfast.config.language.Form.ListOf;
import io.holdfast.config.language.Form.Mapping;
import io.holdfast.config.language.Form.Text;
import io.holdfast.config.yaml.ScalarForm;
import io.holdfast.config.yaml.YamlMapping;
import io.holdfast.config.yaml.YamlNode;
import io.holdfast.config.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The keys below {@code install}, {@code upgrade} and {@code reset}. */
final class InstallKeys {
  private static final String NO_GRUB = "has no meaning: systemd-boot starts the node, not GRUB";

  private static final String RECIPE_ARGUMENTS = "`kernel: {arguments: [...]}` of the recipe";

  private static final String SOURCE_INSTEAD = "the repository given to `holdfast install --from`";

  private static final Text DEVICE =
      Text.like(
          "auto|/dev/(?!.*\\.\\.).+|script://.+",
          "no disk: write 'auto' or a path below /dev without '..'");

  private static final Text FILE_SYSTEM = Text.ANY;

  private InstallKeys() {}

  static Mapping install() {
    List<Key> keys = new ArrayList<>(followed());
    keys.addAll(ofImages());
    keys.addAll(ofTheInstaller());
    return Mapping.of("install", keys).looked(InstallKeys::lookAtInstall);
  }

  /** What Holdfast's installer does. */
  private static List<Key> followed() {
    return List.of(
        Key.of("auto", FLAG, "true", "whether the installation medium begins without being asked")
            .or("false"),
        Key.of("device", DEVICE, "/dev/sda", "the disk, or `auto` for the one empty internal disk")
            .or("auto")
            .looked(InstallKeys::lookAtDevice)
            .unlike(
                "`auto` is the one empty internal disk, and no other is taken; in Kairos it is the"
                    + " largest disk, whatever it holds. With a `script://` nothing can be installed"),
        Key.of("reboot", FLAG, "true", "whether the machine restarts afterwards").or("false"),
        Key.of("poweroff", FLAG, "true", "whether the machine is turned off afterwards")
            .or("false"),
        Key.of(
                "bind_mounts",
                new ListOf(Forms.PERSISTENT_FOLDER),
                "[/var/lib/app]",
                "folders that outlive a boot, besides the standard ones")
            .unlike("A folder of what is verified, or a whole /etc or /var, is refused"),
        Key.of(
            "ephemeral_mounts",
            Forms.PATHS,
            "[/var/cache/app]",
            "folders that can be written and are fresh at each boot"),
        Key.of("partitions", partitions(), "{persistent: {size: 40960}}", "how large they are"));
  }

  private static List<Key> ofImages() {
    return List.of(
        Key.of(
                "extra-partitions",
                new ListOf(partition()),
                "[{name: data, size: 1024}]",
                "further partitions")
            .unsupported("is not made by the installer", "`layout` of a step"),
        Key.of("no-format", FLAG, "true", "whether the disk is used as it is")
            .or("false")
            .unsupported("cannot be: the installer writes the whole disk", ""),
        Key.of("no_format", FLAG, "true", "a spelling of `no-format` in Kairos' schema")
            .unsupported("cannot be: the installer writes the whole disk", ""),
        Key.of("force", FLAG, "true", "whether a disk with data is taken")
            .or("false")
            .unsupported("is not read, so that no file erases a disk", "`--erase` of `install`"),
        Key.of("source", TEXT, "\"oci:example.org/os:1\"", "what is installed")
            .unsupported("is not read", SOURCE_INSTEAD),
        Key.of("image", TEXT, "\"docker:example.org/os:1\"", "an older name of `source`")
            .unsupported("is not read", SOURCE_INSTEAD),
        image("system", "the system's image"),
        image("passive", "the image to fall back to"),
        image("recovery-system", "the recovery system's image"),
        grubOptions());
  }

  private static List<Key> ofTheInstaller() {
    return List.of(
        Key.of("grub-entry-name", TEXT, "Edge", "the name in the menu")
            .or("Kairos")
            .unsupported("is not read: the menu shows the release's name", "`name` of the recipe"),
        bundles("after the installation"),
        Key.of("env", TEXTS, "[\"A=b\"]", "variables for the installer")
            .unsupported("is not read: the installer has no settings of this kind", ""),
        Key.of("extra-dirs-rootfs", TEXTS, "[/data]", "folders to make in the root")
            .unsupported(
                "cannot be: the root is verified as it was built", "a folder in the recipe"),
        Key.of("encrypted_partitions", TEXTS, "[COS_PERSISTENT]", "partitions to encrypt")
            .unsupported("is not done: Holdfast does not encrypt yet", ""),
        Key.of("skip_copy_kcrypt_plugin", FLAG, "true", "about the plugin of kcrypt")
            .or("false")
            .unsupported("has no meaning without kcrypt", ""),
        Key.of("ssh_hardening", FLAG, "true", "whether SSH takes keys alone")
            .or("false")
            .unsupported("is not done", "`files` with a file in /etc/ssh/sshd_config.d"),
        insecureRegistries(),
        Key.of("nousers", FLAG, "true", "whether a file without users is accepted")
            .or("false")
            .unsupported("is not needed: a file without users is accepted", ""),
        Key.of("eject-cd", FLAG, "true", "whether the medium is ejected")
            .or("false")
            .unsupported("is not done", "`poweroff: true`, then take the medium out"),
        Key.of("firmware", TEXT, "efi", "the kind of firmware").unsupported("is always UEFI", ""),
        Key.of("part-table", TEXT, "gpt", "the kind of partition table")
            .unsupported("is always GPT", ""),
        Key.of("cloud-init", TEXTS, "[/a.yaml]", "further files of configuration")
            .unsupported("is not read", "`holdfast install --config`"),
        Key.of("iso", TEXT, "a.iso", "a medium to install from")
            .unsupported("is not read", SOURCE_INSTEAD),
        Key.of("tty", TEXT, "tty1", "the console").unsupported("is not read", RECIPE_ARGUMENTS),
        Key.of("skip-entries", TEXTS, "[recovery]", "menu entries to leave out")
            .unsupported("has no meaning here", ""));
  }

  static Mapping upgrade() {
    String command = "`holdfast upgrade` on the node";
    return Mapping.of(
        "upgrade",
        List.of(
            restart("reboot", "whether the machine restarts afterwards", command),
            restart("poweroff", "whether the machine is turned off afterwards", command),
            Key.of("recovery", FLAG, "true", "whether the recovery system is upgraded")
                .or("false")
                .unsupported("is not read", "`holdfast upgrade --recovery` on the node"),
            Key.of("entry", TEXT, "active", "which entry is upgraded")
                .unsupported("has no meaning: an upgrade goes into the other slot", ""),
            image("system", "the system's image"),
            image("recovery-system", "the recovery system's image"),
            Key.of("excluded-paths", TEXTS, "[/data]", "what is left out")
                .unsupported("cannot be: a release is verified as a whole", ""),
            Key.of("extra-dirs-rootfs", TEXTS, "[/data]", "folders to make in the root")
                .unsupported(
                    "cannot be: the root is verified as it was built", "a folder in the recipe"),
            Key.of("grub-entry-name", TEXT, "Edge", "the name in the menu")
                .or("Kairos")
                .unsupported(
                    "is not read: the menu shows the release's name", "`name` of the recipe"),
            insecureRegistries()));
  }

  static Mapping reset() {
    String command = "`holdfast reset` on the node";
    return Mapping.of(
        "reset",
        List.of(
            restart("reboot", "whether the machine restarts afterwards", command),
            restart("poweroff", "whether the machine is turned off afterwards", command),
            Key.of("reset-persistent", FLAG, "true", "whether COS_PERSISTENT is made anew")
                .or("true")
                .unsupported("is not read", command),
            Key.of("reset-oem", FLAG, "true", "whether COS_OEM is made anew")
                .or("false")
                .unsupported("is not read", command),
            image("passive", "the image to fall back to"),
            image("system", "the system's image"),
            Key.of("grub-entry-name", TEXT, "Edge", "the name in the menu")
                .or("Kairos")
                .unsupported(
                    "is not read: the menu shows the release's name", "`name` of the recipe"),
            Key.of("extra-dirs-rootfs", TEXTS, "[/data]", "folders to make in the root")
                .unsupported(
                    "cannot be: the root is verified as it was built", "a folder in the recipe"),
            Key.of("tty", TEXT, "tty1", "the console")
                .unsupported("is not read", RECIPE_ARGUMENTS)));
  }

  /** Settings of the boot loader, of the top level and of {@code install}. */
  static Key grubOptions() {
    return Key.of(
            "grub_options",
            Forms.TEXTS_BY_NAME,
            "{extra_cmdline: quiet}",
            "settings of GRUB: extra_cmdline, extra_active_cmdline, extra_passive_cmdline,"
                + " extra_recovery_cmdline, default_menu_entry, default_fallback, next_entry,"
                + " saved_entry")
        .unsupported(NO_GRUB, RECIPE_ARGUMENTS + " for kernel arguments");
  }

  /** Bundles, of the top level and of {@code install}. */
  static Key bundles(String when) {
    Mapping bundle =
        Mapping.of(
            "a bundle",
            List.of(
                Key.of("targets", TEXTS, "[\"run://example.org/bundle:1\"]", "what is applied"),
                Key.of("repository", TEXT, "example.org", "the package repository"),
                Key.of("rootfs_path", TEXT, "/", "where it is applied").or("/"),
                Key.of("db_path", TEXT, "/usr/local/db", "the package database"),
                Key.of("local_file", FLAG, "true", "whether the target is a file").or("false")));
    return Key.of(
            "bundles",
            new ListOf(bundle),
            "[{targets: [\"run://example.org/bundle:1\"]}]",
            "container images that are applied " + when)
        .unsupported(
            "is not done: nothing unverified is run as root or copied over the root",
            "an extension (`holdfast extension publish`) or content");
  }

  private static Key image(String name, String meaning) {
    return Key.of(
            name,
            Mapping.of(
                "an image",
                List.of(
                    Key.of("size", Forms.MEBIBYTES, "3072", "in MiB").or("3072"),
                    Key.of("source", TEXT, "\"oci:example.org/os:1\"", "where it is"),
                    Key.of("uri", TEXT, "\"docker:example.org/os:1\"", "an older name of `source`"),
                    Key.of("fs", TEXT, "ext2", "its file system").or("ext2"),
                    Key.of("label", TEXT, "COS_ACTIVE", "its label"))),
            "{size: 3072}",
            meaning)
        .unsupported(
            "is not read: slots are made for the release that is installed", SOURCE_INSTEAD);
  }

  private static Key restart(String name, String meaning, String command) {
    return Key.of(name, FLAG, "true", meaning).or("false").unsupported("is not read", command);
  }

  private static Key insecureRegistries() {
    return Key.of(
            "allow-insecure-registries", FLAG, "true", "whether registries need not be verified")
        .or("false")
        .unsupported("has no meaning: releases are verified by their signature", "");
  }

  private static Mapping partitions() {
    String fixed = "cannot be chosen: it is made for the release that is installed";
    return Mapping.of(
            "partitions",
            List.of(
                own("oem", "COS_OEM, which holds configuration and state", "{size: 64, fs: ext4}")
                    .or("{size: 64, fs: ext4}"),
                own(
                        "persistent",
                        "COS_PERSISTENT, which holds what outlives a boot",
                        "{size: 40960, fs: ext4}")
                    .or("{size: 0, fs: ext4}"),
                fixed("recovery", "the recovery system's partition", fixed),
                fixed("state", "the partition of images in Kairos", fixed),
                fixed("efi", "the EFI system partition", fixed),
                fixed("bios", "the partition for BIOS starts", "is not made: nodes start by UEFI")))
        .looked(InstallKeys::lookAtPartitions);
  }

  private static Key own(String name, String meaning, String example) {
    Mapping size =
        Mapping.of(
            "a partition",
            List.of(
                Key.of("size", Forms.MEBIBYTES, "40960", "in MiB; 0 for all that is left"),
                Key.of("fs", FILE_SYSTEM, "ext4", "its file system, of which only ext4 is made")
                    .or("ext4")
                    .looked(InstallKeys::lookAtFileSystem)
                    .unlike("Only ext4 is made"),
                partitionName("name"),
                partitionName("label"),
                partitionName("partition_label"),
                partitionName("uuid"),
                Key.of("flags", TEXTS, "[boot]", "its flags").unsupported("cannot be chosen", "")));
    return Key.of(name, size, example, meaning);
  }

  private static Key partitionName(String name) {
    return Key.of(name, TEXT, "data", "what it is called")
        .unsupported("cannot be chosen: a node finds its partitions by fixed names", "");
  }

  private static Key fixed(String name, String meaning, String reason) {
    return Key.of(name, partition(), "{size: 8192}", meaning).unsupported(reason, "");
  }

  private static Mapping partition() {
    return Mapping.of(
        "a partition",
        List.of(
            Key.of("name", TEXT, "data", "what it is called"),
            Key.of("size", Forms.MEBIBYTES, "1024", "in MiB; 0 for all that is left").or("0"),
            Key.of("fs", FILE_SYSTEM, "ext4", "its file system").or("ext2"),
            Key.of("label", TEXT, "DATA", "the file system's label"),
            Key.of("partition_label", TEXT, "data", "the partition's label"),
            Key.of("flags", TEXTS, "[boot]", "its flags"),
            Key.of("uuid", TEXT, "0fc63daf-8483-4772-8e79-3d69d8477de4", "its number")));
  }

  private static void lookAtDevice(YamlNode value, Remarks remarks) {
    if (Dangers.textOf(value).startsWith("script://")) {
      remarks.unsupported(
          value.place(),
          "a script that chooses the disk is not run, so nothing can be installed with this; write"
              + " 'auto' or a path below /dev");
    }
  }

  private static void lookAtFileSystem(YamlNode value, Remarks remarks) {
    String text = Dangers.textOf(value);
    if (!text.equals("ext4") && !Templates.isIn(text)) {
      remarks.unsupported(value.place(), "this partition is always made with ext4; leave 'fs' out");
    }
  }

  private static void lookAtInstall(YamlNode value, Remarks remarks) {
    if (value instanceof YamlMapping install
        && isTrue(install, "reboot")
        && isTrue(install, "poweroff")) {
      remarks.error(
          install.placeOf("poweroff"),
          "'reboot' and 'poweroff' cannot both be true; choose what follows the installation");
    }
  }

  private static void lookAtPartitions(YamlNode value, Remarks remarks) {
    if (value instanceof YamlMapping partitions
        && size(partitions, "oem").equals("0")
        && (size(partitions, "persistent").equals("0")
            || size(partitions, "persistent").isEmpty())) {
      remarks.error(
          partitions.placeOf("oem"),
          "both partitions would take all that is left; give one of them a size");
    }
  }

  private static String size(YamlMapping partitions, String name) {
    return partitions.find(name).orElse(partitions) instanceof YamlMapping partition
        ? partition.find("size").map(Dangers::textOf).orElse("")
        : "";
  }

  private static boolean isTrue(YamlMapping mapping, String key) {
    Optional<YamlNode> value = mapping.find(key);
    return value.isPresent()
        && value.get() instanceof YamlScalar scalar
        && !Templates.isIn(scalar.text())
        && ScalarForm.flag(scalar);
  }
}
