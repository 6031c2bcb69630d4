package io.holdfast.config.source;

import io.holdfast.config.source.http.HttpQuestion;
import io.holdfast.config.yaml.Quoted;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where a {@code config_url} says that more configuration is: an address over https, one over http
 * with the digest of what must come, or a file of this machine. Whoever can write what comes from
 * there is root on this machine, so it has to be somebody in particular (decision 24).
 *
 * @param address https or http, without the digest; null for a file
 * @param file an absolute path; null for an address
 * @param sha256 64 hexadecimal digits in small letters that what comes must have; null if anything
 *     may come
 */
public record ConfigUrl(@Nullable URI address, @Nullable String file, @Nullable String sha256) {
  /** Longer than any that is written by hand; a template's fields are in it. */
  static final int MAX_LENGTH = 2048;

  /** More fields than a machine has names. */
  static final int MAX_FIELDS = 16;

  private static final String DIGEST = "sha256:";
  private static final int DIGEST_DIGITS = 64;

  /**
   * Checks.
   *
   * @throws IllegalArgumentException with the reason
   */
  public ConfigUrl {
    if ((address == null) == (file == null)) {
      throw new IllegalArgumentException("it is either an address or a file");
    }
    if (sha256 != null && !isDigest(sha256)) {
      throw new IllegalArgumentException(
          "after '#sha256:' come 64 digits from 0 to 9 and a to f, as sha256sum prints them");
    }
    if (address != null) {
      HttpQuestion.demandAddress(address);
      if (sha256 == null && !"https".equalsIgnoreCase(address.getScheme())) {
        throw new IllegalArgumentException(
            "over http anyone on the way can be root on this machine; use https, or write the"
                + " digest of the file behind it: …#sha256: and what sha256sum prints");
      }
    }
  }

  /**
   * Reads one.
   *
   * @param written as it stands in a configuration or on the command line
   * @param fields gives the value of what stands between {@code {{} and {@code }}}, without blanks
   *     around it ({@code .MachineID}); it is URL-encoded here. An IllegalArgumentException of it
   *     is the reason why the address is refused
   * @throws IllegalArgumentException with the reason if it is none, or not safe
   */
  public static ConfigUrl of(String written, Function<String, String> fields) {
    String text = filled(written, fields);
    int hash = text.indexOf('#');
    String place = hash < 0 ? text : text.substring(0, hash);
    String fragment = hash < 0 ? null : text.substring(hash + 1).toLowerCase(Locale.ROOT);
    if (fragment != null && !fragment.startsWith(DIGEST)) {
      throw new IllegalArgumentException("after '#' only a digest may stand: #sha256:…");
    }
    String digest = fragment == null ? null : fragment.substring(DIGEST.length());
    if (place.startsWith("/")) {
      return new ConfigUrl(null, place, digest);
    }
    try {
      return new ConfigUrl(new URI(place), null, digest);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          Quoted.of(place) + " is no address: " + e.getReason().toLowerCase(Locale.ROOT), e);
    }
  }

  /** As messages name it; a query may hold a secret and is left out. */
  public String name() {
    if (address == null) {
      return String.valueOf(file);
    }
    String path = address.getRawPath() == null ? "" : address.getRawPath();
    String port = address.getPort() > 0 ? ":" + address.getPort() : "";
    return address.getScheme() + "://" + address.getHost() + port + path;
  }

  private static String filled(String written, Function<String, String> fields) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    for (int count = 0; ; count++) {
      int open = written.indexOf("{{", at);
      if (open < 0) {
        break;
      }
      int close = written.indexOf("}}", open);
      if (close < 0) {
        throw new IllegalArgumentException("a '{{' has no '}}'");
      }
      if (count == MAX_FIELDS) {
        throw new IllegalArgumentException("it has more than " + MAX_FIELDS + " fields");
      }
      out.append(written, at, open);
      String value = fields.apply(written.substring(open + 2, close).strip());
      out.append(URLEncoder.encode(value, StandardCharsets.UTF_8));
      at = close + 2;
    }
    out.append(written, at, written.length());
    if (out.isEmpty() || out.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("it has from 1 to " + MAX_LENGTH + " characters");
    }
    return out.toString();
  }

  private static boolean isDigest(String text) {
    return text.length() == DIGEST_DIGITS
        && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }
}
