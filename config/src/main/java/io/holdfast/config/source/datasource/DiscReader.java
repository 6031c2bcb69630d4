package io.holdfast.config.source.datasource;

import io.holdfast.config.source.http.TimeLimit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks for a {@link Disc} in the drives of this machine. For one thread.
 *
 * @param disc what is looked for
 * @param drives where
 */
record DiscReader(Disc disc, Drives drives) implements Provider {
  @Override
  public String name() {
    return disc.name();
  }

  @Override
  public MachineFacts ask(TimeLimit limit) throws IOException, InterruptedException {
    List<String> reasons = new ArrayList<>();
    for (Path device : drives.candidates(disc.labels())) {
      if (limit.isOver()) {
        throw new IOException("the drives do not answer in time");
      }
      try (Drives.Open open = drives.open(device)) {
        return facts(device, new FolderFiles(open.folder()));
      } catch (IOException e) {
        reasons.add(device + ": " + e.getMessage());
      }
    }
    throw new IOException(
        reasons.isEmpty()
            ? "no file system is labelled " + String.join(" or ", disc.labels())
            : String.join("; ", reasons));
  }

  private MachineFacts facts(Path device, FolderFiles files) throws IOException {
    byte[] metadata = files.read(disc.metadata());
    List<String> hostnames = List.of();
    List<String> keys = List.of();
    List<String> ignored = new ArrayList<>();
    if (metadata != null) {
      try {
        hostnames = disc.hostname().read(metadata);
        keys = disc.keys().read(metadata);
      } catch (IOException e) {
        ignored.add(disc.metadata() + ": " + e.getMessage());
      }
    }
    for (String name : disc.userData()) {
      byte[] bytes = files.read(name);
      if (bytes != null) {
        UserParts given = UserDataReader.read(bytes);
        ignored.addAll(given.ignored());
        return MachineFacts.of(
            disc.name(), device.toString(), hostnames, keys, new UserParts(given.parts(), ignored));
      }
    }
    if (metadata == null) {
      throw new IOException("it has none of the files " + String.join(", ", disc.userData()));
    }
    return MachineFacts.of(
        disc.name(), device.toString(), hostnames, keys, new UserParts(List.of(), ignored));
  }
}
