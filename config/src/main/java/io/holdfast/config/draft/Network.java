package io.holdfast.config.draft;

import io.holdfast.config.yaml.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How a first machine is on the network. */
public sealed interface Network {
  /** The names that the kernel and systemd give to wired interfaces. */
  String WIRED = "en* eth*";

  /** Nothing is written: the release knows. */
  record AsReleased() implements Network {}

  /** A server on the network says everything. */
  record Dhcp() implements Network {}

  /**
   * The machine's own address.
   *
   * @param prefix how many bits of it are the network's
   * @param interfaces names or patterns with spaces, as in systemd.network(5)
   * @param gateway null for none
   * @param nameServers at most three, as resolv.conf(5) takes
   */
  record Fixed(
      IpAddress address,
      int prefix,
      String interfaces,
      @Nullable IpAddress gateway,
      List<IpAddress> nameServers)
      implements Network {
    private static final int MOST_NAME_SERVERS = 3;

    /** The kernel's IFNAMSIZ less one, and few of them. */
    private static final Pattern INTERFACES =
        Pattern.compile("[A-Za-z][A-Za-z0-9_.*?-]{0,14}( [A-Za-z][A-Za-z0-9_.*?-]{0,14}){0,7}");

    /** Checks what must hold between them. */
    public Fixed {
      if (prefix < 1 || prefix > address.bits()) {
        throw new IllegalArgumentException(
            "after '/' comes a number from 1 to " + address.bits() + ", not " + prefix);
      }
      if (!INTERFACES.matcher(interfaces).matches()) {
        throw new IllegalArgumentException(
            Quoted.of(interfaces)
                + " names no interface; write one like enp1s0, or '"
                + WIRED
                + "'");
      }
      if (gateway != null
          && !gateway.sharesNetwork(address, prefix)
          && !(gateway.isLinkLocal() && gateway.bits() == address.bits())) {
        throw new IllegalArgumentException(
            "the gateway "
                + gateway.text()
                + " is not in the network of "
                + address.text()
                + "/"
                + prefix
                + ", so the machine could not reach it");
      }
      if (gateway != null && gateway.sharesNetwork(address, address.bits())) {
        throw new IllegalArgumentException(
            "the gateway " + gateway.text() + " is the machine's own address");
      }
      nameServers = List.copyOf(nameServers);
      if (nameServers.size() > MOST_NAME_SERVERS) {
        throw new IllegalArgumentException(
            "a machine asks at most " + MOST_NAME_SERVERS + " name servers");
      }
    }
  }

  /** True if an answer asks for an address of the machine's own. */
  static boolean isFixed(String text) {
    return !text.equals("dhcp") && !text.equals("release");
  }

  /** Reads the answers about the network. Empty ones are none. */
  static Network of(String text, String interfaces, String gateway, String nameServers) {
    if (text.equals("dhcp")) {
      return new Dhcp();
    }
    if (text.equals("release")) {
      return new AsReleased();
    }
    int slash = text.indexOf('/');
    if (slash < 0 || !text.substring(slash + 1).matches("[0-9]{1,3}")) {
      throw new IllegalArgumentException(
          Quoted.of(text)
              + " is no network; write dhcp, release, or an address with its prefix, like"
              + " 192.0.2.7/24");
    }
    List<IpAddress> servers = new ArrayList<>();
    if (!nameServers.isEmpty()) {
      for (String each : nameServers.split(",", -1)) {
        servers.add(new IpAddress(each.strip()));
      }
    }
    return new Fixed(
        new IpAddress(text.substring(0, slash)),
        Integer.parseInt(text.substring(slash + 1)),
        interfaces.isEmpty() ? WIRED : interfaces,
        gateway.isEmpty() ? null : new IpAddress(gateway),
        servers);
  }
}
