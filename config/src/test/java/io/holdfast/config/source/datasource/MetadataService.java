package io.holdfast.config.source.datasource;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A metadata service on loopback: paths with what is behind them, and 404 for all others. */
final class MetadataService implements AutoCloseable {
  static final String TOKEN = "AQAEAKx_token-of-the-second-version==";

  private final HttpServer server;
  private final Map<String, byte[]> told = new HashMap<>();
  private final Map<String, Integer> statuses = new HashMap<>();
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private Map<String, String> demanded = Map.of();
  private Map<String, String> added = Map.of();
  private String toldToRoot = "";
  private String tokenPath = "";

  private MetadataService(HttpServer server) {
    this.server = server;
  }

  static MetadataService start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    MetadataService service = new MetadataService(server);
    server.createContext("/", service::answer);
    server.setExecutor(task -> Thread.ofPlatform().daemon().start(task));
    server.start();
    return service;
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Every question, as method and path with its query. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  MetadataService tells(String path, String text) {
    return tells(path, text.getBytes(StandardCharsets.UTF_8));
  }

  MetadataService tells(String path, byte[] bytes) {
    told.put(path, bytes);
    return this;
  }

  MetadataService fails(String path, int status) {
    statuses.put(path, status);
    return this;
  }

  /** Whoever does not show these is refused. */
  MetadataService demands(Map<String, String> headers) {
    demanded = headers;
    return this;
  }

  MetadataService adds(Map<String, String> headers) {
    added = headers;
    return this;
  }

  MetadataService tellsOnlyRoot(String path) {
    toldToRoot = path;
    return this;
  }

  /** Hands out {@link #TOKEN} there, for a PUT that says for how long. */
  MetadataService handsOutTokens(String path) {
    tokenPath = path;
    return this;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().toString();
      asked.add(exchange.getRequestMethod() + " " + path);
      added.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
      int status = status(exchange, path);
      byte[] body = status == 200 ? body(path) : "an error page".getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private byte[] body(String path) {
    return path.equals(tokenPath)
        ? TOKEN.getBytes(StandardCharsets.UTF_8)
        : told.getOrDefault(path, new byte[0]);
  }

  private int status(HttpExchange exchange, String path) {
    if (statuses.containsKey(path)) {
      return statuses.getOrDefault(path, 500);
    }
    boolean put = exchange.getRequestMethod().equals("PUT");
    if (path.equals(tokenPath)) {
      boolean good =
          put
              && "300"
                  .equals(
                      exchange
                          .getRequestHeaders()
                          .getFirst("X-aws-ec2-metadata-token-ttl-seconds"));
      return good ? 200 : 400;
    }
    for (Map.Entry<String, String> header : demanded.entrySet()) {
      if (!header.getValue().equals(exchange.getRequestHeaders().getFirst(header.getKey()))) {
        return 401;
      }
    }
    if (path.equals(toldToRoot) && exchange.getRemoteAddress().getPort() >= 1024) {
      return 403;
    }
    return put ? 405 : told.containsKey(path) ? 200 : 404;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
