package io.holdfast.config.action;

import io.holdfast.config.yaml.Place;
import io.holdfast.config.yaml.Quoted;
import java.util.List;

/**
 * Whom the machine asks for addresses, as a whole file of resolv.conf(5).
 *
 * @param servers at least one
 * @param search domains; a single {@code .} is none
 * @param options as in the file
 */
public record SetNameServers(
    TargetPath file, List<String> servers, List<String> search, List<String> options, Place place)
    implements Action {

  /** Where none is declared. */
  public static final TargetPath DEFAULT_FILE = new TargetPath("/etc/resolv.conf");

  /** Checks that each is one word or line of the file. */
  public SetNameServers {
    if (servers.isEmpty()) {
      throw new IllegalArgumentException("a name server is needed");
    }
    servers = checked(servers);
    search = checked(search);
    options = checked(options);
  }

  /** The text of the file. */
  public String text() {
    StringBuilder text = new StringBuilder();
    String domains = String.join(" ", search);
    if (!domains.isBlank() && !domains.strip().equals(".")) {
      text.append("search ").append(domains).append('\n');
    }
    for (String server : servers) {
      text.append("nameserver ").append(server).append('\n');
    }
    String all = String.join(" ", options);
    if (!all.isBlank()) {
      text.append("options ").append(all).append('\n');
    }
    return text.toString();
  }

  @Override
  public String describe() {
    return "set name servers in " + file;
  }

  private static List<String> checked(List<String> words) {
    for (String word : words) {
      if (word.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
        throw new IllegalArgumentException(Quoted.of(word) + " is more than one line");
      }
    }
    return List.copyOf(words);
  }
}
