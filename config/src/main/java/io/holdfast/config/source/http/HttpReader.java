package io.holdfast.config.source.http;

import java.io.IOException;
import java.net.UnknownHostException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;

/**
 * Asks one question over HTTP/1.1 and reads one answer, whole, within a time and a size. The time
 * covers all of it: the name's look-up, the connection, a server that sends a byte now and then,
 * one that never ends. Redirects are an answer like others, proxies are not used, nothing is
 * repeated. Its own sockets rather than the runtime's clients (decision 24): those can be held up
 * by a slow answer or cannot ask from a low port, and the newer one costs a small machine seconds
 * at its start. Safe for use by several threads.
 */
public final class HttpReader {
  private final Supplier<SSLSocketFactory> tls;

  /**
   * One that trusts whom a factory trusts.
   *
   * @param tls makes encrypted connections of plain ones; asked at the first https alone, because
   *     reading all authorities takes longer than a question to a metadata service
   */
  public HttpReader(Supplier<SSLSocketFactory> tls) {
    this.tls = tls;
  }

  /** One that trusts the authorities of the Java runtime. */
  public static HttpReader usual() {
    return new HttpReader(() -> (SSLSocketFactory) SSLSocketFactory.getDefault());
  }

  /**
   * Asks.
   *
   * @param limit after which the connection is closed, whatever comes
   * @param maxBytes of the body, from 0
   * @return any answer that is one, whatever its status
   * @throws IOException if there is none, with the reason in words that follow "cannot be read:"
   */
  public HttpAnswer ask(HttpQuestion question, TimeLimit limit, int maxBytes) throws IOException {
    Exchange exchange = new Exchange(question, maxBytes, tls);
    FutureTask<HttpAnswer> task = new FutureTask<>(exchange);
    // On a platform's thread, as outside programs are: the look-up of a name cannot be woken, and
    // is then left behind.
    Thread.ofPlatform().daemon().name("question").start(task);
    try {
      return task.get(limit.left().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new IOException("no whole answer came in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("it was interrupted", e);
    } catch (ExecutionException e) {
      throw new IOException(reason(e.getCause() == null ? e : e.getCause()), e);
    } finally {
      exchange.end();
    }
  }

  private static String reason(Throwable cause) {
    if (cause instanceof UnknownHostException) {
      return "the name of its host is not known (" + cause.getMessage() + ")";
    }
    String message = cause.getMessage();
    return message == null ? cause.toString() : message;
  }
}
