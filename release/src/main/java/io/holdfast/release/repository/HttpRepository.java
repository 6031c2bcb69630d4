package io.holdfast.release.repository;

import io.holdfast.release.repository.PacedStream.Pace;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A repository behind a web server (HTTP/1.1, RFC 9110). It asks for ranges (section 14) to go on
 * where a download stopped, and does without where the server has none. Redirects are not followed:
 * they would hide where releases really come from. Users of folders never load this class, for the
 * runtime's HTTP client costs a small machine seconds at start.
 */
final class HttpRepository extends PlainRepository {

  /**
   * How long to wait for a server that may be on a slow line, but not for one that is gone.
   *
   * @param connect until the connection stands
   * @param answer from the request to the answer's headers
   * @param silence without a single byte of the body
   */
  record Patience(Duration connect, Duration answer, Duration silence) {
    static final Patience USUAL =
        new Patience(Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofSeconds(60));
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
  private final HttpClient client;

  private HttpRepository(URI base, Patience patience) {
    this.base = base;
    this.patience = patience;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(patience.connect())
            .build();
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
    HttpResponse<InputStream> response = get(path, 0);
    try (InputStream body = paced(response, SMALL)) {
      if (isAbsent(response)) {
        return null;
      }
      demand(response, path, OK);
      return body.readNBytes(maxBytes + 1);
    } catch (RepositoryException e) {
      throw e;
    } catch (IOException e) {
      throw unreachable(path, e);
    }
  }

  @Override
  @Nullable InputStream openFrom(String path, long offset, long size) throws RepositoryException {
    HttpResponse<InputStream> response = get(path, offset);
    InputStream body = paced(response, LARGE);
    boolean wanted = false;
    try {
      if (isAbsent(response)) {
        return null;
      }
      if (offset > 0 && response.statusCode() == PARTIAL_CONTENT) {
        checkRange(response, path, offset, size);
        checkLength(response, path, size - offset);
      } else {
        demand(response, path, OK);
        checkLength(response, path, size);
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

  private HttpResponse<InputStream> get(String path, long offset) throws RepositoryException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(patience.answer())
            // A compressed answer would have another length and other bytes.
            .header("Accept-Encoding", "identity");
    if (offset > 0) {
      request.header("Range", "bytes=" + offset + "-");
    }
    try {
      return client.send(request.build(), _ -> new HttpBody(patience.silence()));
    } catch (IOException e) {
      throw unreachable(path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RepositoryException("Reading from " + describe() + " was interrupted.", e);
    }
  }

  private static InputStream paced(HttpResponse<InputStream> response, Pace pace) {
    return new PacedStream(response.body(), pace, System::nanoTime);
  }

  private static boolean isAbsent(HttpResponse<?> response) {
    return response.statusCode() == NOT_FOUND || response.statusCode() == GONE;
  }

  private void demand(HttpResponse<?> response, String path, int status)
      throws RepositoryException {
    int found = response.statusCode();
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
              + response.headers().firstValue("Location").orElse("an unnamed place")
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
  private void checkRange(HttpResponse<?> response, String path, long offset, long size)
      throws DamagedException {
    String range = response.headers().firstValue("Content-Range").orElse("nothing");
    String wanted = "bytes " + offset + "-" + (size - 1) + "/";
    if (!range.equals(wanted + size) && !range.equals(wanted + "*")) {
      throw damaged(path, "comes as range '" + range + "', not as '" + wanted + size + "'");
    }
  }

  private void checkLength(HttpResponse<?> response, String path, long wanted)
      throws RepositoryException {
    OptionalLong length;
    try {
      length = response.headers().firstValueAsLong("Content-Length");
    } catch (NumberFormatException e) {
      throw damaged(path, "comes with a length that is no number");
    }
    if (length.isPresent() && length.getAsLong() != wanted) {
      throw damaged(path, "comes with " + length.getAsLong() + " bytes, not " + wanted);
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
