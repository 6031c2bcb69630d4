package io.holdfast.config.apply;

import io.holdfast.config.container.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Makes images as tests need them, sound and unsound. */
final class TestImage {
  /** Blobs by digest. */
  private final Map<String, byte[]> blobs = new LinkedHashMap<>();

  private final List<String> layers = new ArrayList<>();
  private final List<byte[]> plain = new ArrayList<>();

  /** A thing in a layer: {@code "d/", "f:text", "l:target", "h:target", "c:"} by its path. */
  @SafeVarargs
  final TestImage layer(Map.Entry<String, String>... things) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (Map.Entry<String, String> thing : things) {
        String what = thing.getValue().substring(2);
        byte kind =
            switch (thing.getValue().charAt(0)) {
              case 'd' -> TarConstants.LF_DIR;
              case 'l' -> TarConstants.LF_SYMLINK;
              case 'h' -> TarConstants.LF_LINK;
              case 'c' -> TarConstants.LF_CHR;
              default -> TarConstants.LF_NORMAL;
            };
        // As it is written, with its slashes and dots.
        TarArchiveEntry entry = new TarArchiveEntry(thing.getKey(), kind, true);
        byte[] content = what.getBytes(StandardCharsets.UTF_8);
        entry.setMode(kind == TarConstants.LF_DIR ? 0750 : 0640);
        if (kind == TarConstants.LF_NORMAL) {
          entry.setSize(content.length);
        } else {
          entry.setLinkName(what);
        }
        tar.putArchiveEntry(entry);
        if (kind == TarConstants.LF_NORMAL) {
          tar.write(content);
        }
        tar.closeArchiveEntry();
      }
    }
    plain.add(bytes.toByteArray());
    layers.add(add(compressed(bytes.toByteArray())));
    return this;
  }

  private static byte[] compressed(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private String add(byte[] bytes) {
    String digest = Sha256.of(bytes);
    blobs.put(digest, bytes);
    return digest;
  }

  private String add(String json) {
    return add(json.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds manifest and index, and tells the index's text. */
  String index() {
    List<String> named = layers.stream().map(layer -> "{\"digest\": \"" + layer + "\"}").toList();
    String manifest = add("{\"schemaVersion\": 2, \"layers\": " + named + "}");
    return "{\"manifests\": [{\"digest\": \"sha256:00\", \"platform\": {\"os\": \"linux\","
        + " \"architecture\": \"mips\"}}, {\"digest\": \""
        + manifest
        + "\", \"platform\": {\"os\": \"linux\", \"architecture\": \"amd64\"}}]}";
  }

  Map<String, byte[]> blobs() {
    return blobs;
  }

  /** An OCI image layout. */
  Path writeInto(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("blobs/sha256"));
    Files.writeString(folder.resolve("index.json"), index());
    for (Map.Entry<String, byte[]> blob : blobs.entrySet()) {
      Files.write(
          folder.resolve("blobs/sha256").resolve(blob.getKey().substring(7)), blob.getValue());
    }
    return folder;
  }

  /** The same as a tar. */
  void writeTar(Path file) throws IOException {
    Map<String, byte[]> parts = new LinkedHashMap<>();
    parts.put("./index.json", index().getBytes(StandardCharsets.UTF_8));
    blobs.forEach((digest, bytes) -> parts.put("./blobs/sha256/" + digest.substring(7), bytes));
    tar(file, parts);
  }

  /** As {@code docker save} wrote it for years. */
  void writeDocker(Path file) throws IOException {
    Map<String, byte[]> parts = new LinkedHashMap<>();
    List<String> ids = new ArrayList<>();
    List<String> paths = new ArrayList<>();
    for (byte[] layer : plain) {
      String id = Sha256.of(layer);
      ids.add("\"" + id + "\"");
      paths.add("\"" + id.substring(7, 20) + "/layer.tar\"");
      parts.put(id.substring(7, 20) + "/layer.tar", layer);
    }
    byte[] config = ("{\"rootfs\": {\"diff_ids\": " + ids + "}}").getBytes(StandardCharsets.UTF_8);
    String name = Sha256.of(config).substring(7) + ".json";
    parts.put(name, config);
    parts.put(
        "manifest.json",
        ("[{\"Config\": \"" + name + "\", \"RepoTags\": null, \"Layers\": " + paths + "}]")
            .getBytes(StandardCharsets.UTF_8));
    tar(file, parts);
  }

  private static void tar(Path file, Map<String, byte[]> parts) throws IOException {
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(Files.newOutputStream(file), "UTF-8")) {
      for (Map.Entry<String, byte[]> part : parts.entrySet()) {
        TarArchiveEntry entry = new TarArchiveEntry(part.getKey());
        entry.setSize(part.getValue().length);
        tar.putArchiveEntry(entry);
        tar.write(part.getValue());
        tar.closeArchiveEntry();
      }
    }
  }
}
