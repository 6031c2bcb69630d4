package io.holdfast.image.build;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.CompressorException;
import org.apache.commons.compress.compressors.CompressorStreamFactory;

/**
 * Layers of a root file system laid over each other into one tar, with whiteouts as the OCI Image
 * Layer Specification defines them. Two passes: which layer's entry wins, then copying the winners.
 *
 * @param layers lowest first, plain or compressed
 */
record TarLayers(List<Path> layers) {
  private static final String WHITEOUT = ".wh.";
  private static final String OPAQUE = ".wh..wh..opq";

  TarLayers {
    layers = List.copyOf(layers);
  }

  void mergeInto(Path tar) throws IOException {
    Map<String, Integer> winners = winners();
    try (TarArchiveOutputStream output =
        ImageTar.newTar(new BufferedOutputStream(Files.newOutputStream(tar)))) {
      Set<String> written = new HashSet<>();
      for (int layer = 0; layer < layers.size(); layer++) {
        copyWinners(layer, winners, written, output);
      }
    }
  }

  private void copyWinners(
      int layer, Map<String, Integer> winners, Set<String> written, TarArchiveOutputStream output)
      throws IOException {
    try (TarArchiveInputStream input = open(layers.get(layer))) {
      for (TarArchiveEntry entry = input.getNextEntry();
          entry != null;
          entry = input.getNextEntry()) {
        String path = ImageTar.cleanPath(entry.getName());
        Integer winner = winners.get(path);
        if (winner != null && winner == layer && written.add(path)) {
          entry.setName(path.isEmpty() ? "./" : path + (entry.isDirectory() ? "/" : ""));
          output.putArchiveEntry(entry);
          input.transferTo(output);
          output.closeArchiveEntry();
        }
      }
    }
  }

  /** For each path the number of the layer whose entry stays. */
  private Map<String, Integer> winners() throws IOException {
    Map<String, Integer> winners = new HashMap<>();
    for (int layer = 0; layer < layers.size(); layer++) {
      List<String> paths = new ArrayList<>();
      try (TarArchiveInputStream input = open(layers.get(layer))) {
        for (TarArchiveEntry entry = input.getNextEntry();
            entry != null;
            entry = input.getNextEntry()) {
          String path = ImageTar.cleanPath(entry.getName());
          String name = path.substring(path.lastIndexOf('/') + 1);
          if (name.equals(OPAQUE)) {
            remove(winners, path.substring(0, path.length() - OPAQUE.length()), false);
          } else if (name.startsWith(WHITEOUT)) {
            String folder = path.substring(0, path.length() - name.length());
            remove(winners, folder + name.substring(WHITEOUT.length()), true);
          } else {
            paths.add(path);
          }
        }
      }
      for (String path : paths) {
        winners.put(path, layer);
      }
    }
    return winners;
  }

  private static void remove(Map<String, Integer> winners, String path, boolean itself) {
    String below = path.endsWith("/") || path.isEmpty() ? path : path + "/";
    winners.keySet().removeIf(old -> (itself && old.equals(path)) || old.startsWith(below));
  }

  private static TarArchiveInputStream open(Path layer) throws IOException {
    InputStream bytes = new BufferedInputStream(Files.newInputStream(layer), 1 << 16);
    try {
      return new TarArchiveInputStream(uncompressed(bytes));
    } catch (IOException | RuntimeException e) {
      bytes.close();
      throw e;
    }
  }

  private static InputStream uncompressed(InputStream bytes) throws IOException {
    try {
      String kind = CompressorStreamFactory.detect(bytes);
      return new CompressorStreamFactory(true).createCompressorInputStream(kind, bytes);
    } catch (CompressorException e) {
      // No compression known: a plain tar, which says itself whether it is one.
      return bytes;
    }
  }
}
