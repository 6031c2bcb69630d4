package io.holdfast.config.source.http;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came back, whole.
 *
 * @param status from 200 to 599
 * @param headers by their names in small letters; of several of one name the first
 * @param body as it came; do not change it
 */
@SuppressWarnings("ArrayRecordComponent") // Read once, never compared.
public record HttpAnswer(int status, Map<String, String> headers, byte[] body) {
  private static final int OK = 200;
  private static final int FIRST_REDIRECT = 300;
  private static final int FIRST_CLIENT_ERROR = 400;

  /** Copies. */
  public HttpAnswer {
    headers = Map.copyOf(headers);
  }

  /** True for what was asked for, and not for anything else that has a body. */
  public boolean isOk() {
    return status == OK;
  }

  /** True if it names another place; nobody goes there. */
  public boolean isRedirect() {
    return status >= FIRST_REDIRECT && status < FIRST_CLIENT_ERROR;
  }

  /** A header's value, or null. */
  public @Nullable String header(String name) {
    return headers.get(name.toLowerCase(Locale.ROOT));
  }
}
