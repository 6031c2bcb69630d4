package io.holdfast.config.language;

import static io.holdfast.config.language.Forms.FLAG;
import static io.holdfast.config.language.Forms.TEXT;
import static io.holdfast.config.language.Forms.TEXTS;

import io.holdfast.config.language.Form.Any;
import io.holdfast.config.language.Form.ListOf;
import io.holdfast.config.language.Form.MapOf;
import io.holdfast.config.language.Form.Mapping;
import io.holdfast.config.language.Form.OneOf;
import io.holdfast.config.language.Form.Text;
import io.holdfast.config.language.Form.Time;
import io.holdfast.config.language.Form.WholeNumber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Keys of the top level that Kairos or cloud-init has, most of which Holdfast only knows. */
final class MachineKeys {
  private static final String NO_IMAGES = "has no meaning: a release is no image of a container";

  private static final String SIGNED = "releases are verified by their signature, always";

  private static final int MOST_ENTRIES = 100;

  /** A node starts in spite of a wrong one, and says so. */
  private static final Text CONFIG_URL =
      Text.like(
              "((https?://|/)[^\\s/].*)?",
              "no address: write https://HOST/PATH, perhaps with #sha256: and a digest behind it, or"
                  + " a path of the machine")
          .warned();

  private MachineKeys() {}

  static List<Key> keys() {
    List<Key> keys = new ArrayList<>(ofKairos());
    keys.addAll(kcryptAndFleet());
    keys.addAll(ofTheBuild());
    keys.addAll(ofCloudInit());
    return keys;
  }

  private static List<Key> ofKairos() {
    Mapping growpart =
        Mapping.of(
            "growing",
            List.of(
                Key.of("mode", TEXT, "auto", "how"),
                Key.of(
                    "devices",
                    TEXTS,
                    "[/dev/sdb]",
                    "disks whose last partition is grown, as paths"),
                Key.of("ignore_growroot_disabled", FLAG, "false", "of cloud-init")
                    .unsupported("is not read", "")));
    Mapping logs =
        Mapping.of(
            "logs",
            List.of(
                Key.of("journal", TEXTS, "[app]", "units whose journal is collected"),
                Key.of("files", TEXTS, "[/var/log/app.log]", "files that are collected")));
    return List.of(
        Key.of(
            "growpart", growpart, "{devices: [/dev/sdb]}", "disks whose last partition is grown"),
        Key.of(
                "milpa_files",
                new ListOf(FileKeys.cloudInitFile()),
                "[{path: /etc/a}]",
                "an old name of `write_files` in yip")
            .unsupported("is not read", "`write_files`"),
        Key.of(
                "config_url",
                CONFIG_URL,
                "https://example.org/node.yaml",
                "where further configuration is fetched from")
            .looked(Dangers.OVER_HTTP)
            .unlike(
                "Only https, an address with a digest, or a file of the machine; the last file that"
                    + " names one counts, and the kernel's command line over it (see"
                    + " docs/sources.md)"),
        InstallKeys.bundles("at the first boot"),
        Key.of("fail_on_bundles_errors", FLAG, "true", "whether a bundle that fails ends it")
            .or("false")
            .unsupported("has no meaning without bundles", ""),
        Key.of("env", TEXTS, "[\"A=b\"]", "variables for the agent")
            .unsupported("is not read", "`environment` of a step"),
        Key.of("options", new MapOf(TEXT, TEXT), "{a: b}", "further options of the agent")
            .unsupported("is not read", "the key itself below `install`"),
        InstallKeys.grubOptions(),
        Key.of("logs", logs, "{journal: [app]}", "what `kairos-agent logs` collects")
            .unsupported("is not read", "`holdfast evidence`"),
        Key.of("debug", FLAG, "true", "whether the agent tells more")
            .or("false")
            .unsupported("is not read", ""),
        Key.of("strict", FLAG, "true", "whether a stage that fails ends the agent")
            .or("false")
            .unsupported("is not read", "`required: true` on a step"),
        Key.of("cloud-init-paths", TEXTS, "[/oem/more]", "further folders of configuration")
            .unsupported("is not read", "the folders /oem and /usr/local/cloud-config"),
        Key.of("fullcloudconfig", TEXT, "\"a: b\"", "a whole configuration in one text")
            .unsupported("is not read", "the keys themselves"),
        Key.of("nodepair", Any.THING, "{enable: true}", "how a node is paired")
            .unsupported("is not read", ""),
        Key.of("eject-cd", FLAG, "true", "whether the medium is ejected")
            .or("false")
            .unsupported("is not done", "`install: {poweroff: true}`, then take the medium out"));
  }

  private static List<Key> kcryptAndFleet() {
    Mapping challenger =
        Mapping.of(
            "a key server",
            List.of(
                Key.of("challenger_server", TEXT, "https://kms.example", "its address"),
                Key.of("mdns", FLAG, "true", "whether it is looked for in the network").or("false"),
                Key.of("certificate", TEXT, "\"-----BEGIN\"", "its certificate"),
                Key.of("nv_index", TEXT, "\"0x1500000\"", "where the TPM keeps the secret"),
                Key.of("c_index", TEXT, "\"0x1500001\"", "where the TPM keeps the certificate"),
                Key.of("tpm_device", TEXT, "/dev/tpmrm0", "which TPM")));
    Mapping kcrypt =
        Mapping.of(
            "kcrypt",
            List.of(
                Key.of("challenger", challenger, "{mdns: true}", "the key server"),
                Key.of("challenger_server", TEXT, "https://kms.example", "an old place of it"),
                Key.of("uuid_label_mappings", Forms.TEXTS_BY_NAME, "{COS_OEM: a}", "an old key"),
                Key.of("nv_index", TEXT, "\"0x1500000\"", "where the TPM keeps the secret"),
                Key.of("c_index", TEXT, "\"0x1500001\"", "where the TPM keeps the certificate"),
                Key.of("tpm_device", TEXT, "/dev/tpmrm0", "which TPM")));
    Time time = new Time(Duration.ZERO, Duration.ofDays(1));
    WholeNumber retries = new WholeNumber(0, 1000);
    Mapping phonehome =
        Mapping.of(
            "a fleet's server",
            List.of(
                Key.of("url", TEXT, "https://fleet.example", "its address"),
                Key.of("registration_token", Forms.SECRET, "token", "what lets a node in"),
                Key.of("group", TEXT, "shops", "the node's group"),
                Key.of("labels", Forms.TEXTS_BY_NAME, "{place: berlin}", "the node's labels"),
                Key.of("heartbeat_interval", time, "30s", "how often it tells that it is there"),
                Key.of("reconnect_backoff", time, "5s", "how long it waits before it tries again"),
                Key.of("artifact_download_retries", retries, "3", "how often it tries to fetch"),
                Key.of("artifact_download_retry_interval", time, "5s", "the time between"),
                Key.of("allowed_commands", TEXTS, "[upgrade]", "what it does when asked")));
    return List.of(
        Key.of("kcrypt", kcrypt, "{challenger: {mdns: true}}", "where keys of partitions are")
            .unsupported("is not read: Holdfast does not encrypt yet", ""),
        Key.of("phonehome", phonehome, "{url: https://fleet.example}", "a server that steers nodes")
            .unsupported("is not read: no server can give a node orders", ""),
        Key.of("bind-pcrs", TEXTS, "[\"7\"]", "measurements that keys are bound to")
            .unsupported("is not read: Holdfast does not encrypt yet", ""),
        Key.of("bind-public-pcrs", TEXTS, "[\"11\"]", "measurements that signed keys are bound to")
            .or("[\"11\"]")
            .unsupported("is not read: Holdfast does not encrypt yet", ""));
  }

  private static List<Key> ofTheBuild() {
    return List.of(
        Key.of("cosign", FLAG, "true", "whether images are verified")
            .or("false")
            .unsupported("is not needed: " + SIGNED, ""),
        Key.of("verify", FLAG, "true", "whether images are verified")
            .or("false")
            .unsupported("is not needed: " + SIGNED, ""),
        Key.of("cosign-key", TEXT, "/oem/cosign.pub", "the key for that")
            .unsupported("is not read: " + SIGNED, "`holdfast install --trust`"),
        Key.of("arch", TEXT, "x86_64", "the architecture of images").unsupported(NO_IMAGES, ""),
        Key.of("platform", Any.THING, "linux/amd64", "the platform of images")
            .unsupported(NO_IMAGES, ""),
        Key.of("squash-compression", TEXTS, "[xz]", "how images are packed")
            .unsupported("has no meaning: releases are EROFS", ""),
        Key.of("squash-no-compression", FLAG, "true", "whether images are not packed")
            .or("false")
            .unsupported("has no meaning: releases are EROFS", ""),
        Key.of(
                "uki-max-entries",
                new WholeNumber(0, MOST_ENTRIES),
                "3",
                "how many entries are kept")
            .or("3")
            .unsupported("is fixed: two slots and recovery", ""),
        Key.of("iso", Any.THING, "{data: a}", "settings of the medium's builder")
            .unsupported("belongs to a build, not to a node", "`holdfast iso`"),
        Key.of("disk", Any.THING, "{size: 8192}", "settings of the image's builder")
            .unsupported("belongs to a build, not to a node", "`holdfast install --disk`"));
  }

  private static List<Key> ofCloudInit() {
    String step = "`commands` of a step";
    Mapping passwords =
        new Mapping("passwords", List.of(), Form.Others.BELONG_TO_OTHERS, Look.NONE);
    return List.of(
        other("packages", "[htop]", "packages to install")
            .refused(
                "is refused at run time: the root of a node cannot be changed",
                "`packages` of the recipe, or an extension"),
        other("package_update", "true", "whether package lists are fetched")
            .unsupported("has no meaning: the root of a node cannot be changed", ""),
        other("package_upgrade", "true", "whether packages are upgraded")
            .unsupported(
                "has no meaning: the root of a node cannot be changed", "`holdfast upgrade`"),
        other("bootcmd", "[date]", "commands early in a boot")
            .unsupported("is not read, by Kairos neither", "`commands` of a step of `initramfs`"),
        other("groups", "[data]", "groups to make")
            .unsupported("is not read, by Kairos neither", "`ensure_entities` of a step"),
        other("ntp", "{servers: [a]}", "servers of the time")
            .unsupported("is not read, by Kairos neither", "`timesyncd` of a step"),
        other("timezone", "Europe/Berlin", "the time zone")
            .unsupported("is not read, by Kairos neither", "`systemd_firstboot` of a step"),
        other("locale", "C.UTF-8", "the language")
            .unsupported("is not read, by Kairos neither", "`systemd_firstboot` of a step"),
        other("ssh_pwauth", "false", "whether SSH takes passwords")
            .unsupported("is not read, by Kairos neither", "a file in /etc/ssh/sshd_config.d"),
        other("disable_root", "true", "whether root may not log in")
            .unsupported("is not read, by Kairos neither", "a file in /etc/ssh/sshd_config.d"),
        Key.of(
                "chpasswd",
                OneOf.of(passwords, Text.ANY),
                "{expire: false}",
                "passwords, of cloud-init")
            .unsupported("is not read, by Kairos neither", "`passwd` of a user"),
        other("fqdn", "edge-1.example.org", "the machine's full name")
            .unsupported("is not read, by Kairos neither", "`hostname`"),
        other("manage_etc_hosts", "true", "whether /etc/hosts is written")
            .unsupported("is not read, by Kairos neither", "`files` of a step"),
        other("mounts", "[[/dev/sdb, /data]]", "what is mounted")
            .unsupported("is not read, by Kairos neither", "`files` with a mount unit"),
        other("final_message", "done", "what is told at the end")
            .unsupported("is not read, by Kairos neither", step),
        other("power_state", "{mode: reboot}", "what follows")
            .unsupported("is not read, by Kairos neither", step),
        other("apt", "{}", "sources of packages")
            .unsupported("has no meaning: the root of a node cannot be changed", "the recipe"),
        other("network", "{version: 2}", "the network")
            .unsupported("is not read, by Kairos neither", "`files` in /etc/systemd/network"));
  }

  private static Key other(String name, String example, String meaning) {
    return Key.of(name, Any.THING, example, meaning + ", of cloud-init");
  }
}
