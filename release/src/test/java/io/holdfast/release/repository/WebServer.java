package io.holdfast.release.repository;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A web server on the loopback that serves a folder, with ranges, and misbehaves where told to. */
final class WebServer implements AutoCloseable {
  private final Path folder;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, HttpHandler> special = new ConcurrentHashMap<>();
  private final Map<String, String> ranges = new ConcurrentHashMap<>();
  private final CountDownLatch closing = new CountDownLatch(1);

  WebServer(Path folder) throws IOException {
    this.folder = folder;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/repo/", this::handle);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/repo";
  }

  /** From now on, this path is answered so. */
  void answer(String path, HttpHandler handler) {
    special.put(path, handler);
  }

  /** The range last asked for of a path. */
  @Nullable String rangeOf(String path) {
    return ranges.get(path);
  }

  /** Waits until the server is closed, as one that has hung does. */
  void hang() throws IOException {
    try {
      closing.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /** An answer of these bytes with any headers, whose declared length may be a lie. */
  static HttpHandler of(int status, byte[] bytes, long declared, String... headers) {
    return exchange -> {
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
      }
      exchange.sendResponseHeaders(status, declared);
      OutputStream body = exchange.getResponseBody();
      body.write(bytes);
      body.flush();
      // Closes the connection if less was written than declared.
      exchange.close();
    };
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().substring("/repo/".length());
    String range = exchange.getRequestHeaders().getFirst("Range");
    if (range != null) {
      ranges.put(path, range);
    }
    HttpHandler handler = special.get(path);
    if (handler != null) {
      handler.handle(exchange);
      return;
    }
    Path file = folder.resolve(path);
    if (!Files.isRegularFile(file)) {
      of(404, new byte[0], -1).handle(exchange);
      return;
    }
    byte[] bytes = Files.readAllBytes(file);
    if (range == null) {
      of(200, bytes, bytes.length).handle(exchange);
      return;
    }
    int first = Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
    byte[] rest = Arrays.copyOfRange(bytes, first, bytes.length);
    String contentRange = "bytes " + first + "-" + (bytes.length - 1) + "/" + bytes.length;
    of(206, rest, rest.length, "Content-Range", contentRange).handle(exchange);
  }
}
