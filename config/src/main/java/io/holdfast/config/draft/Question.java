package io.holdfast.config.draft;

import java.util.Optional;

/** What a first machine needs to be told, in the order in which it is asked. */
public enum Question {
  /** Where the release goes. */
  DISK("disk", "Disk to install on", "auto"),
  /** What the machine is called; may be a template. */
  HOSTNAME("hostname", "Hostname, such as edge-{{ trunc 4 .MachineID }}", "edge"),
  /** Who logs in. */
  USER("user", "User", "ops"),
  /** With which keys; several are lines. */
  KEY("key", "SSH key of that user: its text, a .pub file, github:NAME, or none", ""),
  /** With which password, as crypt(5) stores it. */
  PASSWORD("password-hash", "Password of that user, or nothing for none", ""),
  /** How the machine is reached. */
  NETWORK("network", "Network: dhcp, release, or a fixed address such as 192.0.2.7/24", "dhcp"),
  /** On which interfaces. */
  INTERFACE("interface", "Its interface, or a pattern of several", Network.WIRED),
  /** Over which machine it reaches others. */
  GATEWAY("gateway", "Its gateway, or nothing for none", ""),
  /** Who knows names. */
  DNS("dns", "Its name servers with commas, or nothing for none", ""),
  /** Where a node in recovery may take a repair from. */
  REPAIR_FROM("repair-from", "Repository that repairs come from, or nothing for none", "");

  private final String word;
  private final String prompt;
  private final String usual;

  Question(String word, String prompt, String usual) {
    this.word = word;
    this.prompt = prompt;
    this.usual = usual;
  }

  /** Its name for options and files of answers. */
  public String word() {
    return word;
  }

  /** What a person is asked; without colon and default. */
  public String prompt() {
    return prompt;
  }

  /** What an empty answer means; empty where it means nothing. */
  public String usual() {
    return usual;
  }

  /** True if the file is whole without an answer. */
  public boolean isOptional() {
    return switch (this) {
      case PASSWORD, INTERFACE, GATEWAY, DNS, REPAIR_FROM -> true;
      case DISK, HOSTNAME, USER, KEY, NETWORK -> false;
    };
  }

  /** True if it is asked only of a machine with an address of its own. */
  public boolean isOfFixedAddress() {
    return this == GATEWAY || this == DNS || this == INTERFACE;
  }

  /** The one of this name. */
  public static Optional<Question> named(String word) {
    for (Question each : values()) {
      if (each.word.equals(word)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }
}
