package io.holdfast.config.source.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one answer of HTTP/1.0 or 1.1 (RFC 9112) from a stream that ends with it, and refuses
 * whatever does not look like one. For one thread.
 */
final class AnswerReader {
  /** No service sends more; a line without an end must not fill the memory. */
  static final int MAX_LINE = 8 * 1024;

  /** As many lines as {@link #MAX_LINE} allows each would be half a megabyte. */
  static final int MAX_HEADERS = 64;

  /** Answers such as 100 (continue) before the answer. */
  private static final int MAX_INTERIM = 4;

  /** A chunk's length in hexadecimal digits; more do not fit what is allowed anyway. */
  private static final int MAX_CHUNK_DIGITS = 7;

  private static final int FIRST_FINAL = 200;
  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;

  private final InputStream stream;
  private final int maxBytes;

  AnswerReader(InputStream stream, int maxBytes) {
    this.stream = stream;
    this.maxBytes = maxBytes;
  }

  HttpAnswer read() throws IOException {
    for (int i = 0; i <= MAX_INTERIM; i++) {
      int status = status(line());
      Map<String, String> headers = headers();
      if (status >= FIRST_FINAL) {
        return new HttpAnswer(status, headers, body(status, headers));
      }
    }
    throw new IOException("it goes on saying that an answer will come");
  }

  private static int status(String line) throws IOException {
    boolean good =
        line.length() >= "HTTP/1.1 200".length()
            && (line.startsWith("HTTP/1.1 ") || line.startsWith("HTTP/1.0 "))
            && (line.length() == 12 || line.charAt(12) == ' ');
    for (int i = 9; good && i < 12; i++) {
      good = line.charAt(i) >= '0' && line.charAt(i) <= '9';
    }
    int status = good ? Integer.parseInt(line.substring(9, 12)) : 0;
    if (status < 100 || status > 599) {
      throw new IOException("what it says is not HTTP");
    }
    return status;
  }

  private Map<String, String> headers() throws IOException {
    Map<String, String> headers = new HashMap<>();
    for (int i = 0; i <= MAX_HEADERS; i++) {
      String line = line();
      if (line.isEmpty()) {
        return headers;
      }
      int colon = line.indexOf(':');
      if (colon <= 0 || line.charAt(0) == ' ' || line.charAt(0) == '\t') {
        throw new IOException("one of its headers is none");
      }
      String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
      String value = line.substring(colon + 1).strip();
      String before = headers.putIfAbsent(name, value);
      if (before != null && !before.equals(value) && name.equals("content-length")) {
        throw new IOException("it gives two lengths");
      }
    }
    throw new IOException("it has more than " + MAX_HEADERS + " headers");
  }

  private byte[] body(int status, Map<String, String> headers) throws IOException {
    if (status == NO_CONTENT || status == NOT_MODIFIED) {
      return new byte[0];
    }
    String compressed = headers.getOrDefault("content-encoding", "identity");
    if (!compressed.equalsIgnoreCase("identity")) {
      throw new IOException("it is compressed, which was not asked for");
    }
    String transfer = headers.get("transfer-encoding");
    if (transfer != null) {
      if (!transfer.equalsIgnoreCase("chunked")) {
        throw new IOException("its transfer encoding is not known");
      }
      return chunks();
    }
    return counted(headers.get("content-length"));
  }

  private byte[] counted(@Nullable String length) throws IOException {
    if (length == null) {
      byte[] bytes = stream.readNBytes(maxBytes + 1);
      if (bytes.length > maxBytes) {
        throw tooLong();
      }
      return bytes;
    }
    int count = number(length, 10);
    byte[] bytes = stream.readNBytes(count);
    if (bytes.length < count) {
      throw new IOException("it ends after " + bytes.length + " of " + count + " bytes");
    }
    return bytes;
  }

  /** RFC 9112, section 7.1; what follows the last chunk is of no interest. */
  private byte[] chunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    // Each turn takes a byte of the body at least, or ends.
    while (true) {
      String line = line();
      int end = line.indexOf(';');
      int size = number(end < 0 ? line : line.substring(0, end), 16);
      if (size == 0) {
        return body.toByteArray();
      }
      if (body.size() + size > maxBytes) {
        throw tooLong();
      }
      byte[] chunk = stream.readNBytes(size);
      body.write(chunk);
      if (chunk.length < size || !line().isEmpty()) {
        throw new IOException("one of its chunks does not end where it should");
      }
    }
  }

  private int number(String text, int radix) throws IOException {
    String digits = text.strip();
    boolean good = !digits.isEmpty();
    for (int i = 0; good && i < digits.length(); i++) {
      good = digits.charAt(i) < 0x80 && Character.digit(digits.charAt(i), radix) >= 0;
    }
    if (!good) {
      throw new IOException("one of its lengths is no number");
    }
    if (digits.length() > MAX_CHUNK_DIGITS) {
      throw tooLong();
    }
    int number = Integer.parseInt(digits, radix);
    if (number > maxBytes) {
      throw tooLong();
    }
    return number;
  }

  private IOException tooLong() {
    return new IOException("it has more than the " + maxBytes + " bytes allowed");
  }

  /** Up to a line feed, without it and a carriage return before it. */
  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    while (line.length() <= MAX_LINE) {
      int c = stream.read();
      if (c < 0) {
        throw new IOException(
            line.isEmpty() ? "it ended without an answer" : "it ended in the middle of a line");
      }
      if (c == '\n') {
        int length = line.length();
        if (length > 0 && line.charAt(length - 1) == '\r') {
          line.setLength(length - 1);
        }
        return line.toString();
      }
      line.append((char) c);
    }
    throw new IOException("one of its lines has more than " + MAX_LINE + " characters");
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
