package io.holdfast.release.repository;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer as a stream that does not wait for ever: the runtime's own stream waits
 * without limit for a server that has gone silent. Read by one thread, fed by the client's.
 */
final class HttpBody extends InputStream implements HttpResponse.BodySubscriber<InputStream> {
  /** Enough pieces on the way to keep the line busy; each has up to 16 KiB. */
  private static final int PIECES_AHEAD = 8;

  private sealed interface Event {
    record Bytes(List<ByteBuffer> buffers) implements Event {}

    record End() implements Event {}

    record Failure(Throwable cause) implements Event {}
  }

  // Bounded by what has been requested: PIECES_AHEAD and the end.
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final Duration silence;

  // Both guarded by this.
  private Flow.@Nullable Subscription subscription;
  private boolean closed;

  // Only touched by the reader.
  private List<ByteBuffer> piece = List.of();
  private int next;
  private boolean ended;

  HttpBody(Duration silence) {
    this.silence = silence;
  }

  @Override
  public CompletionStage<InputStream> getBody() {
    return CompletableFuture.completedFuture(this);
  }

  @Override
  public synchronized void onSubscribe(Flow.Subscription given) {
    if (closed || subscription != null) {
      given.cancel();
      return;
    }
    subscription = given;
    given.request(PIECES_AHEAD);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    events.add(new Event.Bytes(buffers));
  }

  @Override
  public void onError(Throwable cause) {
    events.add(new Event.Failure(cause));
  }

  @Override
  public void onComplete() {
    events.add(new Event.End());
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!ended) {
      if (next == piece.size()) {
        take();
      } else if (!piece.get(next).hasRemaining()) {
        next++;
      } else {
        ByteBuffer buffer = piece.get(next);
        int n = Math.min(length, buffer.remaining());
        buffer.get(target, offset, n);
        return n;
      }
    }
    return -1;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (subscription != null) {
      subscription.cancel();
    }
  }

  private void take() throws IOException {
    switch (await()) {
      case Event.Bytes(List<ByteBuffer> buffers) -> {
        piece = buffers;
        next = 0;
        requestOneMore();
      }
      case Event.End _ -> ended = true;
      case Event.Failure(Throwable cause) -> {
        // Kept for whoever reads again after a failure.
        events.add(new Event.Failure(cause));
        throw new IOException(
            cause.getMessage() == null ? cause.toString() : cause.getMessage(), cause);
      }
    }
  }

  private Event await() throws IOException {
    try {
      Event event = events.poll(silence.toMillis(), TimeUnit.MILLISECONDS);
      if (event == null) {
        close();
        throw new HttpTimeoutException(
            "the server sent nothing for " + silence.toSeconds() + " seconds");
      }
      return event;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close();
      throw new IOException("it was interrupted", e);
    }
  }

  private synchronized void requestOneMore() {
    if (subscription != null && !closed) {
      subscription.request(1);
    }
  }
}
