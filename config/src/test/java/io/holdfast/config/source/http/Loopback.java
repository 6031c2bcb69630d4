package io.holdfast.config.source.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A server on loopback that reads a request and then says whatever a test wants, byte by byte. */
public final class Loopback implements AutoCloseable {
  /** What it says. */
  public interface Speech {
    /** Writes; a failure to do so is the other side's hanging up. */
    void speak(OutputStream out) throws IOException, InterruptedException;
  }

  private final ServerSocket server;
  private volatile int lastPort;

  private Loopback(ServerSocket server) {
    this.server = server;
  }

  /** One that says the same to everybody. */
  public static Loopback saying(String text) throws IOException {
    return speaking(out -> out.write(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  /** One that speaks as a program does. */
  public static Loopback speaking(Speech speech) throws IOException {
    Loopback loopback = new Loopback(new ServerSocket(0, 16, InetAddress.getLoopbackAddress()));
    Thread.ofPlatform().daemon().start(() -> loopback.serve(speech));
    return loopback;
  }

  /** Where it is. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** The port that the last question came from. */
  public int lastPort() {
    return lastPort;
  }

  private void serve(Speech speech) {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        lastPort = socket.getPort();
        Thread.ofPlatform().daemon().start(() -> answer(socket, speech));
      } catch (IOException e) {
        // It was closed.
      }
    }
  }

  private static void answer(Socket socket, Speech speech) {
    try (socket) {
      int line = 0;
      for (int c = socket.getInputStream().read(); c >= 0; c = socket.getInputStream().read()) {
        line = c == '\n' ? 0 : c == '\r' ? line : line + 1;
        if (c == '\n' && line == 0 && endOfHead(socket)) {
          break;
        }
      }
      speech.speak(socket.getOutputStream());
      socket.getOutputStream().flush();
    } catch (IOException e) {
      // The other side has hung up.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** All of a small question comes at once: with nothing left to read, the head is over. */
  private static boolean endOfHead(Socket socket) throws IOException {
    return socket.getInputStream().available() == 0;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
