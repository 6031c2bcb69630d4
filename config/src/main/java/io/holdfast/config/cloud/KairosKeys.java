package io.holdfast.config.cloud;

import java.util.List;

/** Keys that Kairos or cloud-init know and Holdfast does not support yet, by where they stand. */
final class KairosKeys {
  static final List<String> TOP =
      List.of(
          "reset",
          "upgrade",
          "bundles",
          "fail_on_bundles_errors",
          "env",
          "options",
          "grub_options",
          "cosign",
          "verify",
          "cosign-key",
          "arch",
          "squash-compression",
          "squash-no-compression",
          "uki-max-entries",
          "eject-cd",
          "debug",
          "strict",
          "cloud-init-paths",
          "bind-pcrs",
          "bind-public-pcrs",
          "kcrypt",
          "logs",
          "k3s",
          "k3s-agent",
          "k0s",
          "k0s-worker",
          "kubevip",
          "p2p",
          "cluster",
          "phonehome",
          "packages",
          "bootcmd",
          "groups",
          "ntp",
          "timezone",
          "locale",
          "ssh_pwauth",
          "disable_root",
          "chpasswd",
          "fqdn",
          "manage_etc_hosts",
          "mounts",
          "milpa_files",
          "fullcloudconfig",
          "nodepair",
          "platform",
          "iso",
          "disk",
          "package_update",
          "package_upgrade",
          "final_message",
          "power_state",
          "apt",
          "network");

  static final List<String> INSTALL =
      List.of(
          "no-format",
          "no_format",
          "force",
          "ssh_hardening",
          "source",
          "image",
          "extra-partitions",
          "system",
          "passive",
          "recovery-system",
          "grub_options",
          "grub-entry-name",
          "bundles",
          "env",
          "extra-dirs-rootfs",
          "encrypted_partitions",
          "skip_copy_kcrypt_plugin",
          "allow-insecure-registries",
          "eject-cd",
          "nousers",
          "firmware",
          "part-table",
          "cloud-init",
          "iso",
          "tty",
          "skip-entries");

  static final List<String> PARTITIONS = List.of("recovery", "state", "efi", "bios");

  static final List<String> PARTITION =
      List.of("name", "label", "partition_label", "uuid", "flags");

  static final List<String> USER =
      List.of(
          "gid",
          "sudo",
          "doas",
          "plain_text_passwd",
          "hashed_passwd",
          "expiredate",
          "inactive",
          "selinux_user",
          "snapuser",
          "create_groups",
          "ssh_import_id",
          "ssh_redirect_user",
          "lockPasswd",
          "coreos_ssh_import_github",
          "coreos_ssh_import_github_users",
          "coreos_ssh_import_url");

  /** Of a step: an old name that yip does not read either. */
  static final List<String> STEP = List.of("datasources");

  static final List<String> FILE = List.of("name");

  static final List<String> WRITE_FILE = List.of("name", "append", "defer", "source");

  private static final List<String> STAGES =
      List.of(
          "kairos-install.pre",
          "kairos-install.after",
          "kairos-uki-install.pre",
          "kairos-uki-install.after",
          "kairos-uki-reset.pre",
          "kairos-uki-reset.after",
          "kairos-uki-upgrade.pre",
          "kairos-uki-upgrade.after",
          "before-install",
          "after-install-chroot",
          "after-install",
          "before-reset",
          "after-reset-chroot",
          "after-reset",
          "before-upgrade",
          "after-upgrade-chroot",
          "after-upgrade",
          "reconcile",
          "reconcile.before",
          "reconcile.after",
          "first-boot",
          "first-boot.before",
          "first-boot.after");

  private KairosKeys() {}

  /** True for a stage that Kairos, or a provider of it, has and a node does not run by itself. */
  static boolean hasStage(String name) {
    String whole = name;
    for (String suffix : List.of(".before", ".after")) {
      if (name.endsWith(suffix)) {
        whole = name.substring(0, name.length() - suffix.length());
      }
    }
    return STAGES.contains(name) || STAGES.contains(whole) || name.startsWith("provider-");
  }
}
