package io.holdfast.config.template.function;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.Adler32;
import org.jspecify.annotations.Nullable;

/** Encodings, JSON and digests. */
final class CodingFunctions implements Group {
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  @Override
  public String title() {
    return "Encodings and digests";
  }

  @Override
  public List<String> lines() {
    return List.of(
        "b64enc TEXT : in Base64",
        "b64dec TEXT : out of Base64; what comes out must be text in UTF-8",
        "b32enc TEXT : in Base32",
        "b32dec TEXT : out of Base32; what comes out must be text in UTF-8",
        "toJson VALUE : as JSON in one line, with <, > and & escaped",
        "mustToJson VALUE : the same",
        "toPrettyJson VALUE : as JSON in indented lines",
        "mustToPrettyJson VALUE : the same",
        "toRawJson VALUE : as JSON in one line, nothing escaped that need not be",
        "mustToRawJson VALUE : the same",
        "fromJson TEXT : the value that JSON says",
        "mustFromJson TEXT : the same",
        "sha1sum TEXT : its SHA-1 digest in hexadecimal digits",
        "sha256sum TEXT : its SHA-256 digest in hexadecimal digits",
        "sha512sum TEXT : its SHA-512 digest in hexadecimal digits",
        "adler32sum TEXT : its Adler-32 checksum as a decimal number");
  }

  @Override
  public @Nullable Object call(Call call) {
    Budget budget = call.budget();
    return switch (call.name()) {
      case "b64enc" -> Base64.getEncoder().encodeToString(GoText.bytes(call.text(0)));
      case "b64dec" -> text(base64(call.text(0)));
      case "b32enc" -> base32(GoText.bytes(call.text(0)));
      case "b32dec" -> text(fromBase32(call.text(0)));
      case "toJson", "mustToJson" -> JsonText.write(call.any(0), true, "", budget);
      case "toPrettyJson", "mustToPrettyJson" -> JsonText.write(call.any(0), true, "  ", budget);
      case "toRawJson", "mustToRawJson" -> JsonText.write(call.any(0), false, "", budget);
      case "fromJson", "mustFromJson" -> JsonText.read(call.text(0), budget);
      case "sha1sum" -> digest("SHA-1", call.text(0));
      case "sha256sum" -> digest("SHA-256", call.text(0));
      case "sha512sum" -> digest("SHA-512", call.text(0));
      case "adler32sum" -> {
        Adler32 sum = new Adler32();
        sum.update(GoText.bytes(call.text(0)));
        yield Long.toString(sum.getValue());
      }
      default -> throw call.unknown();
    };
  }

  private static byte[] base64(String text) {
    try {
      return Base64.getDecoder().decode(text.replace("\r", "").replace("\n", ""));
    } catch (IllegalArgumentException e) {
      throw new RefusedException("this is no Base64: " + e.getMessage());
    }
  }

  private static String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new RefusedException(
          "what comes out is no text in UTF-8; for a file's bytes use its 'encoding' instead");
    }
  }

  /** RFC 4648, 6. */
  private static String base32(byte[] bytes) {
    StringBuilder out = new StringBuilder();
    int buffer = 0;
    int bits = 0;
    for (byte b : bytes) {
      buffer = ((buffer << 8) & 0xfff) | (b & 0xff);
      bits += 8;
      while (bits >= 5) {
        bits -= 5;
        out.append(BASE32.charAt((buffer >> bits) & 31));
      }
    }
    if (bits > 0) {
      out.append(BASE32.charAt((buffer << (5 - bits)) & 31));
    }
    return out.append("=".repeat((8 - out.length() % 8) % 8)).toString();
  }

  private static byte[] fromBase32(String text) {
    String digits = text.replace("\r", "").replace("\n", "");
    int end = digits.length();
    while (end > 0 && digits.charAt(end - 1) == '=') {
      end--;
    }
    if (digits.length() % 8 != 0 || digits.length() - end > 6) {
      throw new RefusedException(
          "this is no Base32: it must be filled up with = to a multiple of 8");
    }
    ByteBuffer bytes = ByteBuffer.allocate(end * 5 / 8);
    int buffer = 0;
    int bits = 0;
    for (int i = 0; i < end; i++) {
      int digit = BASE32.indexOf(digits.charAt(i));
      if (digit < 0) {
        throw new RefusedException("this is no Base32: it has another sign than A-Z and 2-7");
      }
      buffer = ((buffer << 5) & 0xfff) | digit;
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes.put((byte) (buffer >> bits));
      }
    }
    return bytes.array();
  }

  private static String digest(String algorithm, String text) {
    try {
      byte[] digest = MessageDigest.getInstance(algorithm).digest(GoText.bytes(text));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has " + algorithm, e);
    }
  }
}
