package io.holdfast.image.cache;

import io.holdfast.release.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Collection;

/**
 * Gathers all that decides a step's result into one digest. Each part carries its label and its
 * length, so that no two different lists of parts can give the same bytes. Not thread-safe.
 */
public final class Fingerprint {
  private final MessageDigest hash = Digest.newHash();

  /** Starts with the step's name and the version of how it works. */
  public Fingerprint(String step, int version) {
    add("step", step);
    add("version", Integer.toString(version));
  }

  /** Adds a value. */
  public Fingerprint add(String label, String value) {
    addBytes(label);
    addBytes(value);
    return this;
  }

  /** Adds values in their order. */
  public Fingerprint add(String label, Collection<String> values) {
    add(label, Integer.toString(values.size()));
    values.forEach(value -> add(label, value));
    return this;
  }

  /** Adds what another step was made from. */
  public Fingerprint add(String label, Digest digest) {
    return add(label, digest.toString());
  }

  /** Adds a file's bytes. */
  public Fingerprint addFile(String label, Path file) throws IOException {
    try (InputStream stream = Files.newInputStream(file)) {
      return add(label, Digest.of(stream));
    }
  }

  /** The digest over all parts; nothing can be added after it. */
  public Digest digest() {
    byte[] bytes = hash.digest();
    return Digest.of(bytes, 0);
  }

  private void addBytes(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    hash.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    hash.update(bytes);
  }
}
