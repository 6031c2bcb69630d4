package io.holdfast.config.source.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * One question being asked on a connection of its own. {@link #call} runs in one thread; {@link
 * #end} may come from another and wakes it.
 */
final class Exchange implements Callable<HttpAnswer> {
  /** As Kairos waits: who does not take a call in this time on the local link is not there. */
  static final Duration CONNECT = Duration.ofSeconds(2);

  /** A host has an address or two of each family; more would only cost time. */
  private static final int MAX_ADDRESSES = 4;

  /** Ports that only root may use and that programs begin to take from the top (bindresvport). */
  private static final int HIGHEST_LOW_PORT = 1023;

  private static final int LOWEST_LOW_PORT = 600;

  private final HttpQuestion question;
  private final int maxBytes;
  private final Supplier<SSLSocketFactory> tls;

  // Both guarded by this.
  private @Nullable Socket socket;
  private boolean ended;

  Exchange(HttpQuestion question, int maxBytes, Supplier<SSLSocketFactory> tls) {
    this.question = question;
    this.maxBytes = maxBytes;
    this.tls = tls;
  }

  @Override
  public HttpAnswer call() throws IOException {
    try (Socket plain = connect();
        Socket talking = question.isEncrypted() ? encrypted(plain) : plain) {
      OutputStream out = talking.getOutputStream();
      out.write(AnswerReader.ascii(question.head()));
      out.flush();
      return new AnswerReader(new BufferedInputStream(talking.getInputStream()), maxBytes).read();
    }
  }

  /** Closes the connection, so that whoever reads from it stops. */
  synchronized void end() {
    ended = true;
    if (socket != null) {
      try {
        socket.close();
      } catch (IOException e) {
        // Nobody wants it any more.
      }
    }
  }

  /** Keeps the socket where {@link #end} finds it. */
  private synchronized Socket kept(Socket fresh) throws IOException {
    if (ended) {
      fresh.close();
      throw new IOException("nobody waits for it any more");
    }
    socket = fresh;
    return fresh;
  }

  private Socket connect() throws IOException {
    IOException last = new IOException("its host has no address");
    InetAddress[] addresses = InetAddress.getAllByName(question.host());
    for (int i = 0; i < addresses.length && i < MAX_ADDRESSES; i++) {
      Socket fresh = kept(new Socket());
      try {
        if (question.fromLowPort()) {
          takeLowPort(fresh);
        }
        fresh.connect(
            new InetSocketAddress(addresses[i], question.port()), (int) CONNECT.toMillis());
        return fresh;
      } catch (IOException e) {
        fresh.close();
        last = e;
      }
    }
    throw last;
  }

  private static void takeLowPort(Socket fresh) throws IOException {
    IOException last = new BindException("no port below 1024 is free");
    for (int port = HIGHEST_LOW_PORT; port >= LOWEST_LOW_PORT; port--) {
      try {
        fresh.bind(new InetSocketAddress(port));
        return;
      } catch (BindException e) {
        last = e;
      }
    }
    throw last;
  }

  /** The certificate must be the host's (RFC 9110, section 4.3.4). */
  private Socket encrypted(Socket plain) throws IOException {
    SSLSocket socket =
        (SSLSocket) tls.get().createSocket(plain, question.host(), question.port(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }
}
