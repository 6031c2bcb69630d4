package io.holdfast.node.state;

import io.holdfast.node.trial.NodeState;
import io.holdfast.release.Digest;
import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * The format of one copy of the state. Its first line is in ASCII:
 *
 * <pre>holdfast-state VERSION sha256:HEX LENGTH</pre>
 *
 * <p>and ends with a line feed; after it come exactly LENGTH bytes, which fill the file. HEX is the
 * SHA-256 of VERSION, a line feed and those bytes, so that a damaged version is not taken for a new
 * one. This much holds for all versions. In version 1 the bytes are JSON, see {@link StateBody}.
 *
 * <p>A Holdfast that knows a later version must go on writing the one before it as long as a
 * release that knows no other is held: during a trial the last known good's agent must be able to
 * read what the new one wrote.
 */
final class StateFormat {
  /** What this code writes, and the highest it reads. */
  static final int VERSION = 1;

  /**
   * Bytes of a whole file. A state with every list full of the longest texts has not half of it.
   */
  static final int MAX_BYTES = 2 << 20;

  private static final String MAGIC = "holdfast-state";
  private static final int MAX_FIRST_LINE = 128;
  private static final int WORDS = 4;
  private static final int MAX_DIGITS = 9;

  private StateFormat() {}

  static byte[] encode(NodeState state) {
    byte[] body = Json.write(StateBody.write(state)).getBytes(StandardCharsets.UTF_8);
    String version = Integer.toString(VERSION);
    String line = MAGIC + " " + version + " " + checksum(version, body) + " " + body.length + "\n";
    byte[] first = line.getBytes(StandardCharsets.US_ASCII);
    byte[] file = Arrays.copyOf(first, first.length + body.length);
    System.arraycopy(body, 0, file, first.length, body.length);
    return file;
  }

  static Copy decode(byte[] file) {
    if (file.length > MAX_BYTES) {
      return new Copy.Unusable("it has more than " + MAX_BYTES + " bytes");
    }
    int end = lineEnd(file);
    if (end < 0) {
      return new Copy.Unusable("it does not begin with a whole first line");
    }
    String[] words = new String(file, 0, end, StandardCharsets.ISO_8859_1).split(" ", -1);
    if (words.length != WORDS || !words[0].equals(MAGIC)) {
      return new Copy.Unusable("its first line is not that of a node's state");
    }
    byte[] body = Arrays.copyOfRange(file, end + 1, file.length);
    if (!words[3].equals(Integer.toString(body.length))) {
      return new Copy.Unusable(
          "it is torn: " + body.length + " bytes follow its first line, which says otherwise");
    }
    long version = number(words[1]);
    if (version < 1 || !checksum(words[1], body).equals(words[2])) {
      return new Copy.Unusable("its checksum does not match");
    }
    return version > VERSION ? new Copy.Newer(version) : decodeBody(body);
  }

  private static Copy decodeBody(byte[] body) {
    try {
      JsonObject object = Json.parseObject(body, MAX_BYTES);
      return new Copy.Valid(StateBody.read(object));
    } catch (JsonException | IllegalArgumentException e) {
      return new Copy.Unusable("its checksum matches, but " + e.getMessage());
    }
  }

  private static int lineEnd(byte[] file) {
    for (int i = 0; i < Math.min(file.length, MAX_FIRST_LINE); i++) {
      if (file[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  /** A number as this code would write it, or -1. */
  private static long number(String text) {
    if (text.isEmpty() || text.length() > MAX_DIGITS || text.charAt(0) == '0') {
      return -1;
    }
    long number = 0;
    for (int i = 0; i < text.length(); i++) {
      char digit = text.charAt(i);
      if (digit < '0' || digit > '9') {
        return -1;
      }
      number = number * 10 + (digit - '0');
    }
    return number;
  }

  private static String checksum(String version, byte[] body) {
    MessageDigest hash = Digest.newHash();
    hash.update((version + "\n").getBytes(StandardCharsets.ISO_8859_1));
    return Digest.of(hash.digest(body), 0).toString();
  }
}
