package io.holdfast.image.build;

import io.holdfast.release.Digest;
import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads an OCI image layout (OCI Image Format Specification 1.1): from index.json through the
 * manifest for amd64 to the layers, each checked against its digest. Stateless.
 */
final class OciLayout {
  private static final int MAX_JSON = 4 << 20;
  private static final int MAX_LAYERS = 512;
  private static final int MAX_INDEX_DEPTH = 3;

  private OciLayout() {}

  /**
   * The layers of the layout's one image, lowest first.
   *
   * @throws UnfitBaseException if the layout is broken or holds no image for this architecture
   */
  static List<Path> layers(Path layout) throws IOException {
    try {
      JsonObject index = read(layout.resolve("index.json"));
      JsonObject manifest = manifest(layout, index, 0);
      List<Path> layers = new ArrayList<>();
      for (JsonObject layer : manifest.objects("layers", MAX_LAYERS)) {
        layers.add(blob(layout, layer.string("digest")));
      }
      return layers;
    } catch (JsonException | IllegalArgumentException e) {
      throw new UnfitBaseException(
          layout + " is no usable OCI image layout: " + e.getMessage() + ".");
    }
  }

  private static JsonObject manifest(Path layout, JsonObject index, int depth)
      throws IOException, JsonException {
    if (index.has("layers")) {
      return index;
    }
    if (depth > MAX_INDEX_DEPTH) {
      throw new JsonException("its indexes point at each other without end");
    }
    for (JsonObject candidate : index.objects("manifests", MAX_LAYERS)) {
      if (isForThisArchitecture(candidate)) {
        return manifest(layout, read(blob(layout, candidate.string("digest"))), depth + 1);
      }
    }
    throw new JsonException("it holds no image for linux/amd64");
  }

  private static boolean isForThisArchitecture(JsonObject candidate) throws JsonException {
    if (!candidate.has("platform")) {
      return true;
    }
    @Nullable Object architecture = candidate.object("platform").values().get("architecture");
    return "amd64".equals(architecture);
  }

  private static Path blob(Path layout, String text) throws IOException {
    Digest digest = Digest.parse(text);
    Path blob = layout.resolve("blobs/sha256").resolve(digest.hex());
    if (!Files.isRegularFile(blob)) {
      throw new UnfitBaseException(layout + " lacks the blob " + digest + " that it names.");
    }
    try (InputStream stream = Files.newInputStream(blob)) {
      Digest found = Digest.of(stream);
      if (!found.equals(digest)) {
        throw new UnfitBaseException(
            blob + " is damaged: its digest is " + found + ". Fetch the image again.");
      }
    }
    return blob;
  }

  private static JsonObject read(Path file) throws IOException, JsonException {
    if (!Files.isRegularFile(file)) {
      throw new JsonException("it has no " + file.getFileName());
    }
    if (Files.size(file) > MAX_JSON) {
      throw new JsonException(file.getFileName() + " is larger than " + MAX_JSON + " bytes");
    }
    return Json.parseObject(Files.readAllBytes(file), MAX_JSON);
  }
}
