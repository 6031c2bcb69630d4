package io.holdfast.release.repository;

import io.holdfast.release.repository.PacedStream.Pace;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A repository behind a web server (HTTP/1.1, RFC 9110). It asks for ranges (section 14) to go on
 * where a download stopped, and does without where the server has none. Redirects are not followed:
 * they would hide where releases really come from. The older of the runtime's two clients, for the
 * newer one costs a small machine seconds of its processor at its start (decision 34).
 */
final class HttpRepository extends PlainRepository {

  /**
   * How long to wait for a server that may be on a slow line, but not for one that is gone.
   *
   * @param connect until the connection stands
   * @param answer from the question to the end of the answer's headers, however many come
   * @param silence without a single byte of the body
   */
  record Patience(Duration connect, Duration answer, Duration silence) {
    static final Patience USUAL =
        new Patience(Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofSeconds(60));
  }

  /**
   * What came for a question.
   *
   * @param body empty if there is none
   */
  private record Answer(HttpURLConnection from, int status, InputStream body) {
    /** A header's value, or else other words. */
    String header(String name, String otherwise) {
      String value = from.getHeaderField(name);
      return value == null ? otherwise : value;
    }

    boolean isAbsent() {
      return status == NOT_FOUND || status == GONE;
    }

    InputStream paced(Pace pace) {
      return new PacedStream(body, pace, System::nanoTime);
    }
  }

  /** A hundredth of what the slowest modem sends. */
  private static final long LEAST_BYTES = 4096;

  private static final Duration WINDOW = Duration.ofMinutes(5);

  /** A small file, over a modem. */
  private static final Pace SMALL = new Pace(WINDOW, LEAST_BYTES, Duration.ofMinutes(15));

  /** The largest part of a release, over a modem. */
  private static final Pace LARGE = new Pace(WINDOW, LEAST_BYTES, Duration.ofDays(60));

  private static final int OK = 200;
  private static final int PARTIAL_CONTENT = 206;
  private static final int FIRST_REDIRECT = 300;
  private static final int FIRST_CLIENT_ERROR = 400;
  private static final int NOT_FOUND = 404;
  private static final int GONE = 410;

  private final URI base;
  private final Patience patience;

  private HttpRepository(URI base, Patience patience) {
    this.base = base;
    this.patience = patience;
  }

  static HttpRepository at(String url) throws RepositoryException {
    return at(url, Patience.USUAL);
  }

  static HttpRepository at(String url, Patience patience) throws RepositoryException {
    URI uri;
    try {
      uri = new URI(url.endsWith("/") ? url : url + "/");
    } catch (URISyntaxException e) {
      throw wrongUrl(url, e.getReason());
    }
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw wrongUrl(url, "only http:// and https:// are known");
    }
    if (uri.getHost() == null) {
      throw wrongUrl(url, "it names no host");
    }
    if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw wrongUrl(url, "it must have no user, no '?' and no '#'");
    }
    return new HttpRepository(uri, patience);
  }

  @Override
  public String describe() {
    return base.toString();
  }

  @Override
  byte @Nullable [] readAtMost(String path, int maxBytes) throws RepositoryException {
    Answer answer = get(path, 0);
    try (InputStream body = answer.paced(SMALL)) {
      if (answer.isAbsent()) {
        return null;
      }
      demand(answer, path, OK);
      return body.readNBytes(maxBytes + 1);
    } catch (RepositoryException e) {
      throw e;
    } catch (IOException e) {
      throw unreachable(path, e);
    }
  }

  @Override
  @Nullable InputStream openFrom(String path, long offset, long size) throws RepositoryException {
    Answer answer = get(path, offset);
    InputStream body = answer.paced(LARGE);
    boolean wanted = false;
    try {
      if (answer.isAbsent()) {
        return null;
      }
      if (offset > 0 && answer.status() == PARTIAL_CONTENT) {
        checkRange(answer, path, offset, size);
        checkLength(answer, path, size - offset);
      } else {
        demand(answer, path, OK);
        checkLength(answer, path, size);
        body.skipNBytes(offset);
      }
      wanted = true;
      return body;
    } catch (RepositoryException e) {
      throw e;
    } catch (IOException e) {
      throw unreachable(path, e);
    } finally {
      if (!wanted) {
        close(body);
      }
    }
  }

  private Answer get(String path, long offset) throws RepositoryException {
    try {
      HttpURLConnection connection =
          (HttpURLConnection) base.resolve(path).toURL().openConnection();
      connection.setInstanceFollowRedirects(false);
      connection.setUseCaches(false);
      connection.setConnectTimeout((int) patience.connect().toMillis());
      connection.setReadTimeout((int) patience.silence().toMillis());
      connection.setRequestProperty("Accept", "*/*");
      // A compressed answer would have another length and other bytes.
      connection.setRequestProperty("Accept-Encoding", "identity");
      if (offset > 0) {
        connection.setRequestProperty("Range", "bytes=" + offset + "-");
      }
      int status = status(connection);
      InputStream body =
          status < FIRST_CLIENT_ERROR ? connection.getInputStream() : connection.getErrorStream();
      return new Answer(
          connection,
          status,
          body == null ? InputStream.nullInputStream() : new HttpBody(body, patience.silence()));
    } catch (IOException e) {
      throw unreachable(path, e);
    }
  }

  /**
   * On a thread of its own, for nothing else ends an answer whose headers come a byte at a time, or
   * without end, in which the runtime's client recurses.
   */
  private int status(HttpURLConnection connection) throws IOException {
    FutureTask<Integer> question = new FutureTask<>(connection::getResponseCode);
    Thread.ofPlatform().daemon().name("http").start(question);
    try {
      int status = question.get(patience.answer().toNanos(), TimeUnit.NANOSECONDS);
      if (status < 0) {
        throw new IOException("what answers there does not speak HTTP");
      }
      return status;
    } catch (TimeoutException e) {
      connection.disconnect();
      throw new IOException(
          "no whole answer came within " + patience.answer().toSeconds() + " seconds", e);
    } catch (InterruptedException e) {
      connection.disconnect();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("it was interrupted");
    } catch (ExecutionException e) {
      connection.disconnect();
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IOException("its answer cannot be read: " + e.getCause(), e);
    }
  }

  private void demand(Answer answer, String path, int status) throws RepositoryException {
    int found = answer.status();
    if (found == status) {
      return;
    }
    if (found >= FIRST_REDIRECT && found < FIRST_CLIENT_ERROR) {
      throw new RepositoryException(
          "The repository "
              + describe()
              + " redirects (status "
              + found
              + ") to "
              + answer.header("Location", "an unnamed place")
              + ", which is not followed. Name the repository by its final address.");
    }
    throw new RepositoryException(
        "The repository "
            + describe()
            + " answers with status "
            + found
            + " for "
            + path
            + ". Look at the web server, or try again later.");
  }

  /** RFC 9110, section 14.4: {@code bytes FIRST-LAST/ALL}, where ALL may be a star. */
  private void checkRange(Answer answer, String path, long offset, long size)
      throws DamagedException {
    String range = answer.header("Content-Range", "nothing");
    String wanted = "bytes " + offset + "-" + (size - 1) + "/";
    if (!range.equals(wanted + size) && !range.equals(wanted + "*")) {
      throw damaged(path, "comes as range '" + range + "', not as '" + wanted + size + "'");
    }
  }

  private void checkLength(Answer answer, String path, long wanted) throws RepositoryException {
    String length = answer.header("Content-Length", "");
    try {
      if (!length.isEmpty() && Long.parseLong(length) != wanted) {
        throw damaged(path, "comes with " + length + " bytes, not " + wanted);
      }
    } catch (NumberFormatException e) {
      throw damaged(path, "comes with a length that is no number");
    }
  }

  private RepositoryException unreachable(String path, IOException cause) {
    return new RepositoryException(
        "Cannot read "
            + path
            + " from "
            + describe()
            + ": "
            + cause
            + ". Check the address and the network, or try again later.",
        cause);
  }

  private static RepositoryException wrongUrl(String url, String why) {
    return new RepositoryException(
        "'"
            + url
            + "' is no address of a repository: "
            + why
            + ". Give one such as https://host/path.");
  }

  private static void close(InputStream body) {
    try {
      body.close();
    } catch (IOException e) {
      // What is not wanted any more need not end well.
    }
  }
}
