package io.holdfast.config.source.datasource;

import io.holdfast.config.source.http.TimeLimit;
import io.holdfast.host.Command;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What VMware's hypervisor says of a guest: its variables {@code guestinfo.userdata} and {@code
 * guestinfo.metadata}, through one of the programs of open-vm-tools, which must be in the image.
 *
 * @param tools command lines to try, each without its last argument
 */
record GuestVariables(List<List<String>> tools) implements Provider {
  /** As open-vm-tools installs them. */
  static final GuestVariables USUAL =
      new GuestVariables(List.of(List.of("vmware-rpctool"), List.of("vmtoolsd", "--cmd")));

  /** The hypervisor answers at once or not at all. */
  private static final Duration ASKING = Duration.ofSeconds(2);

  private static final Form HOSTNAME = Form.Key.of("local-hostname", "hostname");
  private static final Form KEYS = Form.Key.of("public-keys-data", "public-keys", "public_keys");

  GuestVariables {
    tools = List.copyOf(tools);
  }

  @Override
  public String name() {
    return "vmware";
  }

  @Override
  public MachineFacts ask(TimeLimit limit) throws IOException, InterruptedException {
    byte[] metadata = variable("guestinfo.metadata", limit);
    byte[] given = variable("guestinfo.userdata", limit);
    if (metadata.length == 0 && given.length == 0) {
      throw new IOException("guestinfo.userdata and guestinfo.metadata: neither is set");
    }
    UserParts userData = UserDataReader.read(given);
    List<String> ignored = new ArrayList<>(userData.ignored());
    List<String> hostnames = List.of();
    List<String> keys = List.of();
    try {
      hostnames = HOSTNAME.read(metadata);
      keys = KEYS.read(metadata);
    } catch (IOException e) {
      ignored.add("guestinfo.metadata: " + e.getMessage());
    }
    return MachineFacts.of(
        name(), "guestinfo", hostnames, keys, new UserParts(userData.parts(), ignored));
  }

  /** A variable's value, decoded; nothing if it is not set or was emptied. */
  private byte[] variable(String name, TimeLimit limit) throws IOException, InterruptedException {
    byte[] value = text(name, limit).getBytes(StandardCharsets.UTF_8);
    if (value.length == 0) {
      return value;
    }
    String encoding = text(name + ".encoding", limit).toLowerCase(Locale.ROOT);
    return switch (encoding) {
      case "" -> value;
      case "base64", "b64" -> CloudReader.base64(value, name + ": it is no base64");
      case "gzip+base64", "gz+b64" ->
          UserDataReader.inflated(CloudReader.base64(value, name + ": it is no base64"));
      default -> throw new IOException(name + ": its encoding is neither base64 nor gzip+base64");
    };
  }

  private String text(String name, TimeLimit limit) throws IOException, InterruptedException {
    IOException last = new IOException("no program of open-vm-tools is there");
    for (List<String> tool : tools) {
      List<String> arguments = new ArrayList<>(tool);
      arguments.add("info-get " + name);
      Duration within = limit.orIn(ASKING).left();
      if (within.isZero()) {
        throw new IOException(name + ": the hypervisor does not answer in time");
      }
      try {
        Command.Result result = Command.of(arguments).within(within).run();
        String text = result.output().strip();
        // Emptied variables read so, for they cannot be taken away from inside.
        return result.succeeded() && !text.equals("---") ? text : "";
      } catch (IOException e) {
        last = e;
      }
    }
    throw last;
  }
}
