package io.holdfast.config.cloud;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Keys that Kairos or cloud-init know and Holdfast does not support yet, by where they stand. */
final class KairosKeys {
  static final List<String> TOP =
      List.of(
          "reset",
          "upgrade",
          "bundles",
          "fail_on_bundles_errors",
          "config_url",
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
          "growpart",
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
          "mounts");

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
          "eject-cd");

  static final List<String> PARTITIONS = List.of("recovery", "state", "efi", "bios");

  static final List<String> PARTITION = List.of("name", "label", "flags");

  static final List<String> STEP =
      List.of(
          "downloads",
          "git",
          "ensure_entities",
          "delete_entities",
          "dns",
          "timesyncd",
          "systemd_firstboot",
          "package_pins",
          "packages",
          "unpack_images",
          "datasource",
          "layout",
          "after",
          "if_files",
          "node",
          "only_os",
          "only_os_version",
          "only_arch",
          "only_service_manager");

  static final List<String> USER =
      List.of(
          "gecos",
          "primary_group",
          "no_user_group",
          "system",
          "no_log_init",
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
          "ssh_redirect_user");

  static final List<String> FILE = List.of("append", "defer", "source");

  static final List<String> SYSTEMCTL = List.of("overrides");

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

  /** Of the stages that a document has, those that only Kairos or a provider of it runs. */
  static List<String> stages(Collection<String> declared) {
    List<String> later = new ArrayList<>(STAGES);
    declared.stream().filter(name -> name.startsWith("provider-")).forEach(later::add);
    return later;
  }
}
