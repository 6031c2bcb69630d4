package io.holdfast.node.recovery;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.holdfast.release.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The page of a node in recovery: what its screen shows, for whoever reaches it over a network and
 * does not stand before it. It shows and changes nothing, and answers one question at a time. Safe
 * for use by several threads.
 */
public final class RecoveryPage implements AutoCloseable {
  /** Where browsers look. */
  public static final int PORT = 80;

  /** Some screens of what happened since. */
  private static final int MOST_NEWS = 60;

  /** Whoever keeps a connection open holds nobody up but those behind it. */
  private static final int BACKLOG = 4;

  private static final String BODY = "@body@";

  private static final String PAGE =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <meta http-equiv="refresh" content="10">
      <title>Holdfast recovery</title>
      <style>
      body { font: 16px/1.5 system-ui, sans-serif; max-width: 50em; margin: 2em auto; padding: 0 1em;
             color: #222; background: #fff; }
      h1 { font-size: 1.4em; border-left: .3em solid #b3261e; padding-left: .5em; }
      h2 { font-size: 1em; margin-bottom: .2em; }
      ul { margin-top: 0; }
      pre { background: #f4f4f2; padding: .8em; white-space: pre-wrap; }
      </style>
      </head>
      <body>
      @body@
      </body>
      </html>
      """;

  private final HttpServer server;
  private final Deque<String> news = new ArrayDeque<>();
  private List<String> screen = List.of();

  private RecoveryPage(HttpServer server) {
    this.server = server;
  }

  /**
   * Begins to answer.
   *
   * @param address where; port 0 for any that is free
   * @throws IOException if the address is taken
   */
  public static RecoveryPage open(InetSocketAddress address) throws IOException {
    HttpServer server = HttpServer.create(address, BACKLOG);
    RecoveryPage page = new RecoveryPage(server);
    server.createContext("/", page::answer);
    server.start();
    return page;
  }

  /** Where it answers. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  /** Shows these lines from now on. */
  public synchronized void show(List<String> lines) {
    screen = List.copyOf(lines);
  }

  /** Something happened. */
  public synchronized void tell(String line) {
    news.addLast(line);
    if (news.size() > MOST_NEWS) {
      news.removeFirst();
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      switch (exchange.getRequestURI().getPath()) {
        case "/" -> send(exchange, 200, "text/html; charset=utf-8", html());
        case "/recovery.json" -> send(exchange, 200, "application/json", json());
        default -> send(exchange, 404, "text/plain", "There is / and /recovery.json.\n");
      }
    }
  }

  private static void send(HttpExchange exchange, int code, String type, String text)
      throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange
        .getResponseHeaders()
        .set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(code, head ? -1 : body.length);
    if (!head) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(body);
      }
    }
  }

  private synchronized String json() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("screen", screen);
    fields.put("news", List.copyOf(news));
    return Json.write(fields);
  }

  private synchronized String html() {
    StringBuilder body = new StringBuilder();
    boolean open = false;
    for (String line : screen) {
      if (line.startsWith("====")) {
        body.append("<h1>").append(escape(line.replace("=", "").strip())).append("</h1>\n");
      } else if (line.startsWith("  ")) {
        body.append(open ? "" : "<ul>\n").append("<li>").append(escape(line.strip()));
        body.append("</li>\n");
        open = true;
      } else {
        body.append(open ? "</ul>\n" : "").append("<h2>").append(escape(line)).append("</h2>\n");
        open = false;
      }
    }
    body.append(open ? "</ul>\n" : "").append("<h2>What happened since</h2>\n<pre>");
    news.forEach(line -> body.append(escape(line)).append('\n'));
    return PAGE.replace(BODY, body.append("</pre>"));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
