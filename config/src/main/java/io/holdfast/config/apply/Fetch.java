package io.holdfast.config.apply;

import io.holdfast.config.action.SourceAddress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Gets something over HTTP within a limit of time and size. Stateless. */
final class Fetch {
  /** Whoever sends us further than this, sends us in a circle. */
  private static final int MAX_REDIRECTS = 5;

  private static final int CONNECT_MILLIS = 10_000;
  private static final int BUFFER = 1 << 16;

  /** An answer that is an error. */
  static final class StatusException extends IOException {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final String challenge;

    StatusException(String message, int status, String challenge) {
      super(message);
      this.status = status;
      this.challenge = challenge;
    }

    /** As HTTP has it, such as 404. */
    int status() {
      return status;
    }

    /** How who asks could say who it is (RFC 9110, 11.6.1); empty if that is not said. */
    String challenge() {
      return challenge;
    }
  }

  private Fetch() {}

  /** All of it, in memory. */
  static byte[] bytes(SourceAddress from, Duration limit, int most)
      throws IOException, InterruptedException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    to(from, out, limit, most);
    return out.toByteArray();
  }

  /**
   * Writes it to a stream, which stays open.
   *
   * @throws IOException if it cannot be had in time, is larger, or is answered by an error
   */
  static void to(SourceAddress from, OutputStream out, Duration limit, long most)
      throws IOException, InterruptedException {
    to(from, Map.of(), out, limit, most);
  }

  /** The same with headers. {@code Authorization} is for the first host alone. */
  static void to(
      SourceAddress from, Map<String, String> headers, OutputStream out, Duration limit, long most)
      throws IOException, InterruptedException {
    // On a thread of its own: no limit of the JDK covers the question for the host's address.
    FutureTask<@Nullable Void> task =
        new FutureTask<>(
            () -> {
              transfer(from.uri(), headers, out, limit, most);
              return null;
            });
    Thread.ofPlatform().daemon().name("fetch").start(task);
    try {
      task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      task.cancel(true);
      throw late(from, limit, e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof SocketTimeoutException) {
        // Which of the two limits ends it first is a matter of microseconds.
        throw late(from, limit, cause);
      }
      if (cause instanceof StatusException refused) {
        throw new StatusException(
            from + ": " + refused.getMessage(), refused.status(), refused.challenge());
      }
      throw new IOException(from + ": " + said(cause), cause);
    }
  }

  private static IOException late(SourceAddress from, Duration limit, Throwable cause) {
    return new IOException(
        from + " did not answer in full within " + limit.toSeconds() + " s", cause);
  }

  private static String said(@Nullable Throwable cause) {
    if (cause instanceof java.net.UnknownHostException) {
      return "no address is known for this host";
    }
    return cause == null ? "failed" : String.valueOf(cause.getMessage());
  }

  private static void transfer(
      URI first, Map<String, String> headers, OutputStream out, Duration limit, long most)
      throws IOException {
    URI at = first;
    for (int i = 0; i <= MAX_REDIRECTS; i++) {
      HttpURLConnection connection = open(at, limit);
      boolean isFirstHost = String.valueOf(at.getRawAuthority()).equals(first.getRawAuthority());
      headers.forEach(
          (name, value) -> {
            if (isFirstHost || !name.equals("Authorization")) {
              connection.setRequestProperty(name, value);
            }
          });
      try {
        int status = connection.getResponseCode();
        String next = connection.getHeaderField("Location");
        if (status / 100 == 3 && next != null) {
          URI there = at.resolve(next);
          if (at.getScheme().equals("https") && !"https".equals(there.getScheme())) {
            throw new IOException("it sends us on to " + there.getScheme() + ", away from https");
          }
          at = new SourceAddress(there).uri();
          if ("file".equals(at.getScheme())) {
            throw new IOException("it sends us on to a file");
          }
          continue;
        }
        if (status / 100 != 2) {
          String challenge = connection.getHeaderField("WWW-Authenticate");
          throw new StatusException(
              "it answers with status " + status, status, challenge == null ? "" : challenge);
        }
        copy(connection.getInputStream(), out, most);
        return;
      } catch (IllegalArgumentException e) {
        throw new IOException("it sends us on to what is no address", e);
      } finally {
        connection.disconnect();
      }
    }
    throw new IOException("it sends us on more than " + MAX_REDIRECTS + " times");
  }

  private static HttpURLConnection open(URI at, Duration limit) throws IOException {
    URLConnection connection = at.toURL().openConnection();
    if (!(connection instanceof HttpURLConnection http)) {
      throw new IOException("it is no http or https address");
    }
    http.setInstanceFollowRedirects(false);
    http.setConnectTimeout(CONNECT_MILLIS);
    http.setReadTimeout((int) Math.min(Integer.MAX_VALUE, limit.toMillis()));
    http.setRequestProperty("User-Agent", "holdfast");
    String user = at.getUserInfo();
    if (user != null) {
      http.setRequestProperty(
          "Authorization",
          "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)));
    }
    return http;
  }

  private static void copy(InputStream in, OutputStream out, long most) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long total = 0;
    try (in) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        total += n;
        if (total > most) {
          throw new IOException("it is larger than " + most + " bytes");
        }
        if (Thread.interrupted()) {
          throw new IOException("interrupted");
        }
        out.write(buffer, 0, n);
      }
    }
  }
}
