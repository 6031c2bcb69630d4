package io.holdfast.node.content;

import io.holdfast.release.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A version of content for tests: two files, and the digest it goes by. */
record Version(String text) {
  static final String SHALLOW = "list.txt";
  static final String DEEP = "rules/deep/one.txt";

  Digest digest() {
    return Digest.of(text.getBytes(StandardCharsets.UTF_8));
  }

  long size() {
    return 2L * bytes().length;
  }

  byte[] bytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  void writeTo(Staging staging) throws IOException {
    write(staging, SHALLOW);
    write(staging, DEEP);
  }

  void write(Staging staging, String path) throws IOException {
    staging.write(path, new ByteArrayInputStream(bytes()), bytes().length, digest());
  }

  /** All of it. */
  void putInto(ContentStore store, String channel) throws IOException {
    try (Staging staging = store.begin(channel, digest(), size())) {
      writeTo(staging);
      staging.finish();
    }
  }

  boolean isWholeIn(Path folder) throws IOException {
    return Files.isRegularFile(folder.resolve(SHALLOW))
        && Files.isRegularFile(folder.resolve(DEEP))
        && Files.readString(folder.resolve(SHALLOW)).equals(text)
        && Files.readString(folder.resolve(DEEP)).equals(text);
  }
}
