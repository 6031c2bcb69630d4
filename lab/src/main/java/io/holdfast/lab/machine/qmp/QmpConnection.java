package io.holdfast.lab.machine.qmp;

import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * A conversation with one QEMU. Commands may be given by several threads at once; replies are told
 * apart by their id. Events are handed to the listener by the reading thread, one after another:
 * the listener must not give commands itself, for the reply could not be read.
 */
public final class QmpConnection implements AutoCloseable {
  /** The id of what is answered without an id: errors about what QEMU could not read. */
  private static final long NO_ID = 0;

  private final SocketChannel channel;
  private final Consumer<QmpEvent> listener;
  private final AtomicLong lastId = new AtomicLong(NO_ID);
  private final Map<Long, CompletableFuture<JsonObject>> awaited = new ConcurrentHashMap<>();
  private final CompletableFuture<JsonObject> greeting = new CompletableFuture<>();
  private volatile boolean ended;

  private QmpConnection(SocketChannel channel, Consumer<QmpEvent> listener) {
    this.channel = channel;
    this.listener = listener;
  }

  /**
   * Connects and agrees on capabilities (none are needed).
   *
   * @param socket one that QEMU listens on in control mode
   * @param limit for QEMU to answer both
   * @throws IOException if nobody listens there
   * @throws QmpException if what answers is no QMP, or not in time
   */
  public static QmpConnection open(Path socket, Consumer<QmpEvent> listener, Duration limit)
      throws IOException, InterruptedException {
    SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    QmpConnection connection = new QmpConnection(channel, listener);
    Thread.ofVirtual().name("qmp " + socket).start(connection::readAll);
    try {
      await(connection.greeting, "the greeting", limit);
      connection.execute("qmp_capabilities", Map.of(), limit);
      return connection;
    } catch (IOException | InterruptedException e) {
      connection.close();
      throw e;
    }
  }

  /**
   * Gives a command and waits for its reply.
   *
   * @param arguments strings, whole numbers, booleans, maps and lists of these
   * @return the reply, with the result under {@code return}
   * @throws QmpException if QEMU refuses, does not answer in time, or goes away
   */
  public JsonObject execute(String command, Map<String, ?> arguments, Duration limit)
      throws QmpException, InterruptedException {
    long id = lastId.incrementAndGet();
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("execute", command);
    if (!arguments.isEmpty()) {
      message.put("arguments", arguments);
    }
    message.put("id", id);
    CompletableFuture<JsonObject> reply = new CompletableFuture<>();
    awaited.put(id, reply);
    try {
      if (ended) {
        throw new QmpException("QEMU is gone; it was not told '" + command + "'");
      }
      send(Json.write(message));
      return await(reply, "a reply to '" + command + "'", limit);
    } catch (IOException e) {
      throw e instanceof QmpException refusal
          ? new QmpException("'" + command + "': " + refusal.getMessage(), refusal)
          : new QmpException("QEMU cannot be told '" + command + "': " + e.getMessage(), e);
    } finally {
      awaited.remove(id);
    }
  }

  /** Ends the conversation; QEMU goes on. */
  @Override
  public void close() {
    ended = true;
    try {
      channel.close();
    } catch (IOException e) {
      // What is left of the socket goes with the process.
    }
  }

  private void send(String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    // Two commands at once must not be interleaved.
    synchronized (channel) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
  }

  private static JsonObject await(CompletableFuture<JsonObject> reply, String what, Duration limit)
      throws QmpException, InterruptedException {
    try {
      return reply.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new QmpException("QEMU did not send " + what + " within " + limit.toMillis() + " ms");
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw new QmpException(String.valueOf(cause == null ? e : cause.getMessage()), e);
    }
  }

  private void readAll() {
    QmpException gone = new QmpException("QEMU ended the conversation");
    try {
      ByteBuffer buffer = ByteBuffer.allocate(8192);
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      while (channel.read(buffer) >= 0) {
        buffer.flip();
        take(buffer, line);
        buffer.clear();
      }
    } catch (IOException e) {
      gone = new QmpException("the conversation with QEMU broke: " + e.getMessage(), e);
    } finally {
      ended = true;
      greeting.completeExceptionally(gone);
      failAll(gone);
      close();
    }
  }

  private void take(ByteBuffer buffer, ByteArrayOutputStream line) throws IOException {
    while (buffer.hasRemaining()) {
      byte next = buffer.get();
      if (next != '\n') {
        line.write(next);
        if (line.size() > QmpMessage.MAX_BYTES) {
          throw new IOException("a line has more than " + QmpMessage.MAX_BYTES + " bytes");
        }
      } else {
        handle(line.toByteArray());
        line.reset();
      }
    }
  }

  /** A line that cannot be read may be the reply to anything; the next one is a new beginning. */
  private void handle(byte[] line) {
    if (line.length <= 1) {
      return;
    }
    try {
      handle(QmpMessage.parse(line));
    } catch (JsonException e) {
      QmpException unreadable = new QmpException("QEMU sent no QMP: " + e.getMessage(), e);
      greeting.completeExceptionally(unreadable);
      failAll(unreadable);
    }
  }

  private void handle(QmpMessage message) {
    switch (message) {
      case QmpMessage.Greeting ignored -> greeting.complete(new JsonObject(Map.of()));
      case QmpMessage.Happening(QmpEvent event) -> listener.accept(event);
      case QmpMessage.Reply(long id, JsonObject body) -> {
        CompletableFuture<JsonObject> reply = awaited.get(id);
        if (reply != null) {
          reply.complete(body);
        }
      }
      case QmpMessage.Refusal(long id, String kind, String description) ->
          refuse(id, new QmpException("QEMU refused: " + description + " (" + kind + ")"));
      case QmpMessage.Other ignored -> {
        // See QmpMessage.Other.
      }
    }
  }

  private void refuse(long id, QmpException refusal) {
    CompletableFuture<JsonObject> reply = awaited.get(id);
    if (id == NO_ID) {
      failAll(refusal);
    } else if (reply != null) {
      reply.completeExceptionally(refusal);
    }
  }

  private void failAll(QmpException reason) {
    // A copy, for whoever is woken may at once wait for something else.
    List.copyOf(awaited.values()).forEach(reply -> reply.completeExceptionally(reason));
  }
}
