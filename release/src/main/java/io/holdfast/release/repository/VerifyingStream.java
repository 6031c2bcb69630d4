package io.holdfast.release.repository;

import io.holdfast.release.Blob;
import io.holdfast.release.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * A file's bytes as they come, checked on the way: the size always, the digest if it begins at
 * offset 0. The last bytes are handed out only after both hold, so that whoever has them all has
 * the right ones. Not for use by several threads.
 */
final class VerifyingStream extends ReadThroughStream {
  private final Blob blob;
  private final String source;
  private final @Nullable MessageDigest hash;
  private long remaining;
  private @Nullable DamagedException failure;

  VerifyingStream(InputStream bytes, Blob blob, long offset, String source) {
    super(bytes);
    this.blob = blob;
    this.source = source;
    this.hash = offset == 0 ? Digest.newHash() : null;
    this.remaining = blob.size() - offset;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (failure != null) {
      throw failure;
    }
    if (remaining == 0) {
      return -1;
    }
    int n = take(buffer, offset, (int) Math.min(length, remaining));
    if (n < 0) {
      throw damaged("it ends after " + (blob.size() - remaining) + " of " + blob.size() + " bytes");
    }
    remaining -= n;
    if (hash != null) {
      hash.update(buffer, offset, n);
    }
    if (remaining == 0) {
      checkEnd();
    }
    return n;
  }

  private void checkEnd() throws IOException {
    if (take(new byte[1], 0, 1) >= 0) {
      throw damaged("it has more than the " + blob.size() + " bytes of its manifest");
    }
    if (hash != null) {
      Digest found = Digest.of(hash.digest(), 0);
      if (!found.equals(blob.digest())) {
        throw damaged("its digest is " + found.abbreviated() + "...");
      }
    }
  }

  private int take(byte[] buffer, int offset, int length) throws RepositoryException {
    try {
      return in.read(buffer, offset, length);
    } catch (IOException e) {
      throw new RepositoryException(
          "Reading "
              + named()
              + " was interrupted after "
              + (blob.size() - remaining)
              + " of "
              + blob.size()
              + " bytes: "
              + e.getMessage()
              + ". Try again.",
          e);
    }
  }

  private DamagedException damaged(String what) {
    failure =
        new DamagedException(
            "The bytes of "
                + named()
                + " are damaged: "
                + what
                + ". Publish it there again, or use another repository.");
    return failure;
  }

  private String named() {
    return blob.describe()
        + " ("
        + blob.digest().abbreviated()
        + "...) in the repository "
        + source;
  }
}
