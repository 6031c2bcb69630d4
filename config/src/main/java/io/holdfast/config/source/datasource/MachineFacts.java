package io.holdfast.config.source.datasource;

import io.holdfast.config.action.SetHostname;
import io.holdfast.config.action.SshKey;
import io.holdfast.config.source.Origin;
import io.holdfast.config.source.QuotedYaml;
import io.holdfast.config.source.SourceText;
import io.holdfast.config.yaml.Place;
import io.holdfast.config.yaml.Quoted;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a datasource says of this machine, checked.
 *
 * @param provider its name in a configuration, such as {@code aws}
 * @param place where it was read, for messages: an address, a file, a disc
 * @param hostname null if it says none that could be one
 * @param keys public SSH keys of whoever may log in
 * @param userData what a person gave it
 * @param ignored what was there besides and is not used, each with the reason
 */
public record MachineFacts(
    String provider,
    String place,
    @Nullable String hostname,
    List<String> keys,
    UserParts userData,
    List<String> ignored) {
  /** Where a script of the user data is put; gone with the boot, and only root may look. */
  static final String SCRIPTS = "/run/holdfast/user-data";

  /** Checks and copies. */
  public MachineFacts {
    keys = List.copyOf(keys);
    ignored = List.copyOf(ignored);
  }

  /** Of what was read as it came; what cannot be a hostname or a key is set aside. */
  static MachineFacts of(
      String provider,
      String place,
      List<String> hostnames,
      List<String> keys,
      UserParts userData) {
    List<String> ignored = new ArrayList<>(userData.ignored());
    String hostname = null;
    if (!hostnames.isEmpty()) {
      hostname = hostname(hostnames.getFirst(), place, ignored);
    }
    List<String> good = new ArrayList<>();
    for (String key : keys) {
      try {
        good.add(SshKey.ofPublicKey(key).line());
      } catch (IllegalArgumentException e) {
        ignored.add("a key: " + e.getMessage());
      }
    }
    return new MachineFacts(provider, place, hostname, good, userData, ignored);
  }

  /**
   * All of it as documents, in the order of their precedence: what the service says, then what the
   * person says. A script becomes a file that is run.
   */
  public List<SourceText> documents() {
    String name = "datasource " + provider + " (" + place + ")";
    List<SourceText> documents = new ArrayList<>();
    if (hostname != null || !keys.isEmpty()) {
      documents.add(new SourceText(Origin.DATASOURCE, name + ", metadata", said()));
    }
    int number = 0;
    for (UserParts.Part part : userData.parts()) {
      number++;
      String suffix = userData.parts().size() == 1 ? "" : " " + number;
      String text = part instanceof UserParts.Script script ? run(script, number) : part.text();
      documents.add(new SourceText(Origin.DATASOURCE, name + ", user data" + suffix, text));
    }
    return documents;
  }

  private String said() {
    StringBuilder text = new StringBuilder("#cloud-config\n");
    if (hostname != null) {
      text.append("hostname: ").append(QuotedYaml.text(hostname)).append('\n');
    }
    if (!keys.isEmpty()) {
      text.append("ssh_authorized_keys:\n");
      for (String key : keys) {
        text.append("  - ").append(QuotedYaml.text(key)).append('\n');
      }
    }
    return text.toString();
  }

  private static String run(UserParts.Script script, int number) {
    String path = SCRIPTS + "/script-" + number;
    return "#cloud-config\nwrite_files:\n  - path: "
        + path
        + "\n    permissions: \"0700\"\n    content: "
        + QuotedYaml.text(script.text())
        + "\nruncmd:\n  - ["
        + path
        + "]\n";
  }

  /** The name, or its first label if all of it is too long, as Google's are. */
  private static @Nullable String hostname(String name, String place, List<String> ignored) {
    int dot = name.indexOf('.');
    for (String candidate : List.of(name, dot < 0 ? name : name.substring(0, dot))) {
      try {
        return new SetHostname(candidate, Place.startOf(place)).name();
      } catch (IllegalArgumentException e) {
        // The next candidate may be one.
      }
    }
    ignored.add("the hostname " + Quoted.of(name) + ", which is none");
    return null;
  }
}
