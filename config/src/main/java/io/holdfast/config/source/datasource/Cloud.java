package io.holdfast.config.source.datasource;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one cloud's metadata service is asked: addresses, headers and forms, and nothing that does
 * anything.
 *
 * @param name in a configuration
 * @param base scheme, host and port
 * @param headers of each question
 * @param token how to come by a token first; null if none is needed
 * @param proof a header that its answers have, {@code Name: value}, so that others at the same
 *     address are not taken for it; null if there is none
 * @param hostname asked first; whoever answers is the one
 * @param keys asked one after the other; all count
 * @param userData null if it has none
 */
record Cloud(
    String name,
    URI base,
    Map<String, String> headers,
    @Nullable Token token,
    @Nullable String proof,
    Value hostname,
    List<Value> keys,
    @Nullable Value userData) {

  Cloud {
    headers = Map.copyOf(headers);
    keys = List.copyOf(keys);
  }

  /**
   * A value behind an address.
   *
   * @param path with its query, from the base
   * @param form how it is written; for user data {@link Form.Key} or null for the bytes as they are
   * @param base64 true if the bytes are in base64 besides
   * @param fromLowPort true if it is only told to root
   * @param unless a path; if the word true is behind it, this value is not asked for. May be null
   */
  record Value(
      String path,
      @Nullable Form form,
      boolean base64,
      boolean fromLowPort,
      @Nullable String unless) {
    static Value of(String path, Form form) {
      return new Value(path, form, false, false, null);
    }

    static Value bytes(String path) {
      return new Value(path, null, false, false, null);
    }

    Value inBase64() {
      return new Value(path, form, true, fromLowPort, unless);
    }

    Value toldToRoot() {
      return new Value(path, form, base64, true, unless);
    }

    Value unless(String otherPath) {
      return new Value(path, form, base64, fromLowPort, otherPath);
    }
  }

  /**
   * A token that is asked for and then shown.
   *
   * @param path where a PUT brings one
   * @param asking the headers of that
   * @param shown the header that carries it
   */
  record Token(String path, Map<String, String> asking, String shown) {
    Token {
      asking = Map.copyOf(asking);
    }
  }

  /** The same service at another address, as in tests and behind a proxy. */
  Cloud at(URI otherBase) {
    return new Cloud(name, otherBase, headers, token, proof, hostname, keys, userData);
  }
}
