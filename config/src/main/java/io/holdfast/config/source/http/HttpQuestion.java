package io.holdfast.config.source.http;

import java.net.URI;
import java.util.Locale;
import java.util.Map;

/**
 * One request, without a body.
 *
 * @param method {@code GET}, or {@code PUT} for those who hand out a token
 * @param address http or https, with a host and without a user; a fragment is not sent
 * @param headers besides those that every request has; names and values are printable ASCII
 * @param fromLowPort true to ask from a port below 1024, which only root can: how some services
 *     tell the system from its users
 */
public record HttpQuestion(
    Method method, URI address, Map<String, String> headers, boolean fromLowPort) {

  /** What is asked for. */
  public enum Method {
    /** The text at an address. */
    GET,
    /** A token. */
    PUT
  }

  /** Checks and copies. */
  public HttpQuestion {
    demandAddress(address);
    headers = Map.copyOf(headers);
    for (Map.Entry<String, String> header : headers.entrySet()) {
      demandPrintable(header.getKey());
      demandPrintable(header.getValue());
    }
  }

  /** A plain one. */
  public static HttpQuestion get(URI address) {
    return new HttpQuestion(Method.GET, address, Map.of(), false);
  }

  /**
   * Looks at an address.
   *
   * @throws IllegalArgumentException with the reason if it cannot be asked
   */
  public static void demandAddress(URI address) {
    String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new IllegalArgumentException("only http:// and https:// are known");
    }
    if (address.getHost() == null) {
      throw new IllegalArgumentException("it names no host");
    }
    if (address.getRawUserInfo() != null) {
      throw new IllegalArgumentException("it must have no user before the host");
    }
    if (address.getPort() == 0 || address.getPort() > 65_535) {
      throw new IllegalArgumentException("its port is not from 1 to 65535");
    }
  }

  /** True if what comes is encrypted, and from who has the certificate of the host. */
  public boolean isEncrypted() {
    return "https".equalsIgnoreCase(address.getScheme());
  }

  int port() {
    if (address.getPort() > 0) {
      return address.getPort();
    }
    return isEncrypted() ? 443 : 80;
  }

  /** The host as a socket wants it, without the brackets of IPv6. */
  String host() {
    String host = String.valueOf(address.getHost());
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** Request line and headers, as RFC 9112 wants them. */
  String head() {
    String path = address.getRawPath() == null || address.getRawPath().isEmpty() ? "/" : "";
    StringBuilder head = new StringBuilder(method.name()).append(' ');
    head.append(path.isEmpty() ? address.getRawPath() : path);
    if (address.getRawQuery() != null) {
      head.append('?').append(address.getRawQuery());
    }
    head.append(" HTTP/1.1\r\nHost: ").append(address.getHost());
    if (address.getPort() > 0) {
      head.append(':').append(address.getPort());
    }
    head.append("\r\nUser-Agent: holdfast\r\nAccept: */*\r\nAccept-Encoding: identity\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    if (method == Method.PUT) {
      head.append("Content-Length: 0\r\n");
    }
    return head.append("Connection: close\r\n\r\n").toString();
  }

  private static void demandPrintable(String text) {
    if (text.isEmpty() || text.chars().anyMatch(c -> c < ' ' || c > '~')) {
      throw new IllegalArgumentException("a header must be printable ASCII");
    }
  }
}
