package io.holdfast.config.container;

import io.holdfast.config.yaml.Problems;
import io.holdfast.config.yaml.YamlDocument;
import io.holdfast.config.yaml.YamlMapping;
import io.holdfast.config.yaml.YamlNode;
import io.holdfast.config.yaml.YamlSequence;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * An image that lies here, as an OCI image layout (OCI Image Format Specification 1.1) or as {@code
 * docker save} writes one. Every part can be checked against its digest before any is used. JSON is
 * read as YAML, of which it is a part.
 *
 * @param digest of its manifest, or of its configuration where it has none: {@code sha256:HEX}
 * @param layers lowest first
 */
public record ContainerImage(String digest, List<Layer> layers) {
  private static final int MAX_JSON = 1 << 20;
  private static final int MAX_LAYERS = 512;
  private static final int MAX_INDEX_DEPTH = 3;
  private static final String INDEX = "index.json";
  private static final String DOCKER = "manifest.json";

  /** Copies. */
  public ContainerImage {
    layers = List.copyOf(layers);
  }

  /**
   * Finds the image for a platform, and checks all of it.
   *
   * @throws IOException if there is none, or it is damaged or not understood
   */
  public static ContainerImage read(Blobs blobs, Platform platform) throws IOException {
    ContainerImage image = find(blobs, platform);
    image.verify(blobs);
    return image;
  }

  /**
   * Checks the layers, which can take long.
   *
   * @throws IOException if one is missing or damaged
   */
  public void verify(Blobs blobs) throws IOException {
    for (Layer layer : layers) {
      try (InputStream stream = blobs.open(layer.path());
          InputStream looked = layer.isOfTar() ? uncompressed(stream) : stream) {
        demand(layer.path(), Sha256.of(looked), layer.digest());
      }
    }
  }

  /**
   * Finds the image for a platform. Its layers are still to be {@link #verify verified}.
   *
   * @throws IOException if there is none, or what names the layers is damaged or not understood
   */
  public static ContainerImage find(Blobs blobs, Platform platform) throws IOException {
    if (blobs.has(INDEX)) {
      return manifest(blobs, mapping(json(blobs, INDEX), INDEX), "", platform, 0);
    }
    if (blobs.has(DOCKER)) {
      return saved(blobs);
    }
    throw new IOException("it is no image of a container: neither " + INDEX + " nor " + DOCKER);
  }

  private static ContainerImage manifest(
      Blobs blobs, YamlMapping index, String digest, Platform platform, int depth)
      throws IOException {
    if (index.has("layers") && !digest.isEmpty()) {
      List<Layer> layers = new ArrayList<>();
      for (String of : layerDigests(index)) {
        layers.add(new Layer(blob(of), of, false));
      }
      return new ContainerImage(digest, layers);
    }
    if (depth > MAX_INDEX_DEPTH) {
      throw new IOException("its indexes point at each other without end");
    }
    String chosen = chosen(index, platform);
    verify(blobs, blob(chosen), chosen);
    return manifest(blobs, mapping(json(blobs, blob(chosen)), chosen), chosen, platform, depth + 1);
  }

  /** The digests of a manifest's layers, lowest first. */
  static List<String> layerDigests(YamlMapping manifest) throws IOException {
    List<String> digests = new ArrayList<>();
    for (YamlMapping layer : mappings(manifest, "layers")) {
      String digest = layer.text("digest", "");
      blob(digest);
      digests.add(digest);
    }
    return digests;
  }

  /**
   * The digest of the manifest for a platform that an index names.
   *
   * @throws IOException if it names none
   */
  static String chosen(YamlMapping index, Platform platform) throws IOException {
    for (YamlMapping candidate : mappings(index, "manifests")) {
      YamlMapping of = candidate.optionalMapping("platform").orElse(null);
      if (of == null
          || (of.text("architecture", "").equals(platform.architecture())
              && of.text("os", platform.system()).equals(platform.system())
              && (platform.variant().isEmpty()
                  || of.text("variant", "").equals(platform.variant())))) {
        return candidate.text("digest", "");
      }
    }
    throw new IOException("it holds no image for " + platform);
  }

  /** Of {@code docker save}: layers are checked against the configuration, that by its name. */
  private static ContainerImage saved(Blobs blobs) throws IOException {
    YamlNode root = json(blobs, DOCKER);
    if (!(root instanceof YamlSequence list)
        || list.items().isEmpty()
        || !(list.items().getFirst() instanceof YamlMapping first)) {
      throw new IOException(DOCKER + " is no list of images");
    }
    String config = first.text("Config", "");
    String hex = config.substring(config.lastIndexOf('/') + 1).replaceFirst("[.]json$", "");
    String digest = "sha256:" + hex;
    verify(blobs, part(config), digest);
    YamlMapping rootfs =
        mapping(json(blobs, config), config)
            .optionalMapping("rootfs")
            .orElseThrow(() -> new IOException(config + " names no layers"));
    List<String> wanted = rootfs.optionalTexts("diff_ids");
    List<String> paths = first.optionalTexts("Layers");
    if (wanted.size() != paths.size() || paths.size() > MAX_LAYERS) {
      throw new IOException(DOCKER + " and " + config + " do not name the same layers");
    }
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < paths.size(); i++) {
      layers.add(new Layer(part(paths.get(i)), wanted.get(i), true));
    }
    return new ContainerImage(digest, layers);
  }

  /** A layer's tar, without the one compression that images have in practice. */
  public static InputStream uncompressed(InputStream bytes) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(bytes, 1 << 16);
    try {
      buffered.mark(4);
      byte[] magic = buffered.readNBytes(4);
      buffered.reset();
      if (magic.length > 1 && (magic[0] & 0xff) == 0x1f && (magic[1] & 0xff) == 0x8b) {
        return new GZIPInputStream(buffered, 1 << 16);
      }
      if (magic.length > 3 && magic[0] == 0x28 && (magic[1] & 0xff) == 0xb5) {
        throw new IOException(
            "a layer is compressed with zstd, which is not read; push the image with gzip");
      }
      return buffered;
    } catch (IOException e) {
      buffered.close();
      throw e;
    }
  }

  private static String blob(String digest) throws IOException {
    if (!Sha256.isDigest(digest)) {
      throw new IOException("it names a part by " + digest + ", which is no digest of SHA-256");
    }
    return "blobs/sha256/" + digest.substring(Sha256.PREFIX.length());
  }

  private static String part(String path) throws IOException {
    if (!path.matches("[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+){0,4}") || path.contains("..")) {
      throw new IOException("it names a part by a path that cannot be: " + path);
    }
    return path;
  }

  private static void verify(Blobs blobs, String path, String digest) throws IOException {
    try (InputStream stream = blobs.open(path)) {
      demand(path, Sha256.of(stream), digest);
    }
  }

  private static void demand(String name, String found, String wanted) throws IOException {
    if (!found.equals(wanted)) {
      throw new IOException(
          name + " is damaged: its digest is " + found + ", not " + wanted + "; fetch it again");
    }
  }

  private static YamlNode json(Blobs blobs, String path) throws IOException {
    try (InputStream stream = blobs.open(path)) {
      return json(path, stream.readNBytes(MAX_JSON + 1));
    }
  }

  static YamlNode json(String name, byte[] bytes) throws IOException {
    if (bytes.length > MAX_JSON) {
      throw new IOException(name + " is larger than " + MAX_JSON + " bytes");
    }
    Problems problems = new Problems();
    YamlNode root = YamlDocument.parse(name, new String(bytes, StandardCharsets.UTF_8), problems);
    if (!problems.found().isEmpty()) {
      throw new IOException(problems.found().getFirst().toString());
    }
    return root;
  }

  static YamlMapping mapping(YamlNode node, String name) throws IOException {
    if (node instanceof YamlMapping mapping) {
      return mapping;
    }
    throw new IOException(name + " is no object");
  }

  private static List<YamlMapping> mappings(YamlMapping mapping, String key) throws IOException {
    List<YamlMapping> found = new ArrayList<>();
    Optional<YamlSequence> list = mapping.optionalSequence(key);
    for (YamlNode item : list.map(YamlSequence::items).orElse(List.of())) {
      if (!(item instanceof YamlMapping one) || found.size() == MAX_LAYERS) {
        throw new IOException("its '" + key + "' are not understood, or more than " + MAX_LAYERS);
      }
      found.add(one);
    }
    return found;
  }
}
