package io.holdfast.config.source.datasource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A message of several parts (RFC 2046, section 5.1), as far as user data uses it: one level, each
 * part plain or in base64. Also one whose headers are missing, as VMware's tools hand it over.
 * Pure.
 */
final class MimeMessage {
  /** Nobody gives a machine more documents at once. */
  static final int MAX_PARTS = 32;

  /** RFC 2046 allows 70 characters. */
  private static final int MAX_BOUNDARY = 70;

  private static final int MAX_HEADERS = 32;

  /**
   * One part.
   *
   * @param type in small letters, without parameters; empty if it is not said
   * @param content decoded
   */
  @SuppressWarnings("ArrayRecordComponent") // Read once, never compared.
  record Part(String type, byte[] content) {}

  private final String boundary;
  private final List<String> lines;

  private MimeMessage(String boundary, List<String> lines) {
    this.boundary = boundary;
    this.lines = lines;
  }

  /** The message that a text is; null if it is none. */
  static @Nullable MimeMessage in(String text) throws IOException {
    String small = text.substring(0, Math.min(text.length(), 64)).toLowerCase(Locale.ROOT);
    boolean headed = small.startsWith("content-type:") || small.startsWith("mime-version:");
    boolean bare = text.startsWith("--") && !text.startsWith("---");
    if (!headed && !bare) {
      return null;
    }
    List<String> lines = text.lines().toList();
    if (bare) {
      return new MimeMessage(lines.getFirst().substring(2).stripTrailing(), lines);
    }
    String boundary = parameter(header(lines, 0, "content-type"), "boundary");
    if (boundary.isEmpty() || boundary.length() > MAX_BOUNDARY) {
      throw new IOException("is a message of MIME without a boundary between its parts");
    }
    return new MimeMessage(boundary, lines);
  }

  /** Its parts; what stands before the first and after the last is none. */
  List<Part> parts() throws IOException {
    List<Part> parts = new ArrayList<>();
    int began = -1;
    for (int at = 0; at < lines.size(); at++) {
      String line = lines.get(at).stripTrailing();
      boolean last = line.equals("--" + boundary + "--");
      if (last || line.equals("--" + boundary)) {
        if (began >= 0) {
          parts.add(part(began, at));
        }
        if (parts.size() > MAX_PARTS) {
          throw new IOException("has more than " + MAX_PARTS + " parts");
        }
        if (last) {
          return parts;
        }
        began = at + 1;
      }
    }
    throw new IOException("is a message of MIME whose end is missing");
  }

  private Part part(int begin, int end) throws IOException {
    int body = begin;
    while (body < end && !lines.get(body).isBlank()) {
      body++;
    }
    String type = header(lines, begin, "content-type");
    int semicolon = type.indexOf(';');
    String content = String.join("\n", lines.subList(Math.min(body + 1, end), end)) + "\n";
    return new Part(
        (semicolon < 0 ? type : type.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT),
        decoded(header(lines, begin, "content-transfer-encoding"), content));
  }

  private static byte[] decoded(String encoding, String content) throws IOException {
    return switch (encoding.toLowerCase(Locale.ROOT)) {
      case "", "7bit", "8bit", "binary" -> content.getBytes(StandardCharsets.UTF_8);
      case "base64" -> base64(content);
      default -> throw new IOException("has a part that is neither plain nor base64");
    };
  }

  private static byte[] base64(String content) throws IOException {
    try {
      return Base64.getMimeDecoder().decode(content);
    } catch (IllegalArgumentException e) {
      throw new IOException("has a part that is no base64", e);
    }
  }

  /** A header's value with its continued lines, empty if it is not there. */
  private static String header(List<String> lines, int begin, String name) {
    StringBuilder value = null;
    for (int at = begin; at < lines.size() && at < begin + MAX_HEADERS; at++) {
      String line = lines.get(at);
      if (line.isBlank()) {
        break;
      }
      boolean continued = line.startsWith(" ") || line.startsWith("\t");
      if (value != null) {
        if (!continued) {
          break;
        }
        value.append(' ').append(line.strip());
      } else if (!continued && line.toLowerCase(Locale.ROOT).startsWith(name + ":")) {
        value = new StringBuilder(line.substring(name.length() + 1).strip());
      }
    }
    return value == null ? "" : value.toString();
  }

  private static String parameter(String header, String name) {
    for (String part : header.split(";")) {
      String pair = part.strip();
      if (pair.toLowerCase(Locale.ROOT).startsWith(name + "=")) {
        String value = pair.substring(name.length() + 1).strip();
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
      }
    }
    return "";
  }
}
