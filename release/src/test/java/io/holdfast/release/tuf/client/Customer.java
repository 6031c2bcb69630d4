package io.holdfast.release.tuf.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.holdfast.release.json.Json;
import io.holdfast.release.tuf.MetadataRefusedException;
import io.holdfast.release.tuf.MetadataRefusedException.Reason;
import java.nio.file.Path;
import java.time.Instant;

/** A client with its folder; each update is a new start, as that of a node. */
final class Customer {
  private final Vendor vendor;
  private final MetadataFolder folder;
  Instant now = Vendor.NOW;

  /** One that was given the vendor's first root. */
  Customer(Vendor vendor, Path folder) throws Exception {
    this.vendor = vendor;
    this.folder = new MetadataFolder(folder);
    this.folder.begin(vendor.root(1));
  }

  MetadataFolder folder() {
    return folder;
  }

  Updater refresh() throws Exception {
    vendor.asked.clear();
    Updater updater = Updater.begin(vendor, folder, now);
    updater.refresh();
    return updater;
  }

  /** That a refresh is refused for this reason, and says enough for a person. */
  void refuses(Reason reason) {
    MetadataRefusedException refused =
        catchThrowableOfType(MetadataRefusedException.class, this::refresh);
    assertThat(refused).as("refused for " + reason).isNotNull();
    assertThat(refused.reason()).as(refused.getMessage()).isEqualTo(reason);
    assertThat(refused).hasMessageMatching("(?s).*\\.json.*\\..+\\.$");
  }

  /** The version that is believed of a role; 0 if none. */
  long version(String role) throws Exception {
    byte[] bytes = folder.read(role, Integer.MAX_VALUE - 1);
    return bytes == null
        ? 0
        : Json.parseObject(bytes, bytes.length)
            .object("signed")
            .number("version", 1, Long.MAX_VALUE);
  }
}
