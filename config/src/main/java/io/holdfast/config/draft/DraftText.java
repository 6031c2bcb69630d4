package io.holdfast.config.draft;

import io.holdfast.config.action.SshKey;
import io.holdfast.config.source.QuotedYaml;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A draft as the file that a person goes on with. Pure. */
final class DraftText {
  private static final String HEAD =
      """
      #cloud-config
      # What this machine is. After each change, 'holdfast config check FILE' says what is wrong with it;
      # docs/configuration.md has every key that can stand here.
      """;

  private static final String TAIL =
      """

      # Folders that outlive a restart, besides the standard ones:
      #   install: {bind_mounts: [/var/lib/app]}
      # Files, and commands at each start:
      #   write_files: [{path: /etc/app.conf, permissions: "0644", content: "port = 80"}]
      #   runcmd: [[/usr/bin/app, --prepare]]
      # Data that changes faster than releases, signed with the key that 'holdfast keys content' made:
      #   content: [{channel: rules, key: "...", folder: /etc/rules, unit: app.service}]
      """;

  private DraftText() {}

  static String of(Draft draft) {
    return HEAD
        + install(draft)
        + "\n# The machine's name, in its prompt and its logs.\nhostname: "
        + QuotedYaml.text(draft.hostname())
        + "\n"
        + user(draft)
        + network(draft.network())
        + recovery(draft)
        + TAIL;
  }

  private static String install(Draft draft) {
    String what =
        draft.disk().equals("auto")
            ? "# 'auto' is the one empty internal disk that is large enough; a path such as /dev/nvme0n1"
                + " names one.\n"
            : "# The disk that the release goes to. 'auto' is the one empty internal disk.\n";
    return "\n" + what + "install:\n  device: " + QuotedYaml.text(draft.disk()) + "\n";
  }

  private static String user(Draft draft) {
    StringBuilder text = new StringBuilder();
    text.append("\n# Who logs in. Where the release has sudo, these groups may become root.\n");
    text.append("users:\n  - name: ").append(QuotedYaml.text(draft.user())).append('\n');
    text.append("    groups: [admin, sudo]\n");
    if (draft.passwordHash() != null) {
      text.append("    # Not the password but its hash; 'openssl passwd -6' makes another.\n");
      text.append("    passwd: ").append(QuotedYaml.text(draft.passwordHash())).append('\n');
    }
    if (draft.keys().isEmpty()) {
      text.append("    # Nobody logs in over SSH until there is a key:\n");
      text.append("    #   ssh_authorized_keys: [\"ssh-ed25519 ...\"]\n");
    } else {
      text.append("    # Public keys, or github:NAME, which is fetched once there is a network.\n");
      text.append("    ssh_authorized_keys:\n");
      for (SshKey key : draft.keys()) {
        text.append("      - ").append(QuotedYaml.text(key.line())).append('\n');
      }
    }
    return text.toString();
  }

  private static String network(Network network) {
    return switch (network) {
      case Network.AsReleased() -> "\n# The network is as the release has it.\n";
      case Network.Dhcp() ->
          networkd("# The network: whatever is wired asks a DHCP server.", dhcp(), List.of());
      case Network.Fixed fixed ->
          networkd(
              "# The network: an address of this machine's own. Name one interface if it has several.",
              fixed(fixed),
              fixed.nameServers());
    };
  }

  private static List<String> dhcp() {
    return List.of("[Match]", "Name=" + Network.WIRED, "[Network]", "DHCP=yes");
  }

  private static List<String> fixed(Network.Fixed fixed) {
    List<String> lines = new ArrayList<>();
    lines.add("[Match]");
    lines.add("Name=" + fixed.interfaces());
    lines.add("[Network]");
    lines.add("Address=" + fixed.address().text() + "/" + fixed.prefix());
    if (fixed.gateway() != null) {
      lines.add("Gateway=" + fixed.gateway().text());
    }
    for (IpAddress server : fixed.nameServers()) {
      lines.add("DNS=" + server.text());
    }
    return lines;
  }

  /** A file for systemd-networkd, which is there before it starts; /etc is fresh at each boot. */
  private static String networkd(String comment, List<String> lines, List<IpAddress> servers) {
    StringBuilder text = new StringBuilder("\n").append(comment).append('\n');
    text.append("# The keys of this file are those of systemd.network(5).\n");
    text.append("write_files:\n  - path: /etc/systemd/network/20-first.network\n");
    text.append("    permissions: \"0644\"\n    content: |\n");
    lines.forEach(line -> text.append("      ").append(line).append('\n'));
    text.append("stages:\n");
    if (!servers.isEmpty()) {
      text.append("  initramfs:\n    - name: who knows names\n      dns: {nameservers: [");
      text.append(
          servers.stream()
              .map(server -> QuotedYaml.text(server.text()))
              .collect(Collectors.joining(", ")));
      text.append("]}\n");
    }
    text.append("  boot:\n    - name: start the network\n");
    text.append("      systemctl: {start: [systemd-networkd.service]}\n");
    return text.toString();
  }

  private static String recovery(Draft draft) {
    String comment = "\n# Where a node that cannot start its releases may take a repair from.\n";
    return draft.repairFrom() == null
        ? comment + "#   recovery: {repair_from: \"https://example.org/repo\"}\n"
        : comment + "recovery:\n  repair_from: " + QuotedYaml.text(draft.repairFrom()) + "\n";
  }
}
