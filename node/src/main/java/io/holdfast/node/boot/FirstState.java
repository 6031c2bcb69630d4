package io.holdfast.node.boot;

import io.holdfast.host.DurableFile;
import io.holdfast.node.configuration.ConfigurationStore;
import io.holdfast.node.disk.NodePaths;
import io.holdfast.node.state.StateStore;
import io.holdfast.node.trial.NodeState;
import io.holdfast.node.trial.ReleaseRef;
import io.holdfast.node.trial.SlotContent;
import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;

/** Makes a node's first state from what the installer left. Stateless. */
final class FirstState {
  private static final int MAX_BYTES = 64 << 10;

  private FirstState() {}

  /** Does nothing where a state is, even a broken one: that is for its reader to judge. */
  static void createIfInstalled(NodePaths paths, StateStore store, Instant now) throws IOException {
    if (!Files.exists(paths.installed())) {
      return;
    }
    if (!Files.exists(paths.node().resolve("state.a"))
        && !Files.exists(paths.node().resolve("state.b"))) {
      ReleaseRef release = read(paths);
      // The configuration that it was installed with is as good as the release.
      ConfigurationStore files = new ConfigurationStore(paths);
      Digest configuration = files.present();
      files.hold(configuration);
      store.create(
          NodeState.installed(release, new SlotContent.Holds(release), configuration, now));
    }
    // A power cut before this leaves the file, and the next start comes here again.
    DurableFile.delete(paths.installed());
  }

  private static ReleaseRef read(NodePaths paths) throws IOException {
    try {
      JsonObject installed = Json.parseObject(Files.readAllBytes(paths.installed()), MAX_BYTES);
      return new ReleaseRef(
          installed.string("name"),
          new Version(installed.string("version")),
          Digest.parse(installed.string("manifest")),
          installed.string("rootHash"));
    } catch (JsonException | IllegalArgumentException e) {
      throw new IOException(
          paths.installed()
              + " cannot be used: "
              + e.getMessage()
              + ". The installer writes it; install again.",
          e);
    }
  }
}
