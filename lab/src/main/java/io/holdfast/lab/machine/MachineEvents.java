package io.holdfast.lab.machine;

import io.holdfast.lab.machine.qmp.QmpEvent;
import io.holdfast.lab.machine.serial.MachineSilentException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** What happened to a machine so far, and who wants to know. Safe for use by several threads. */
final class MachineEvents {
  /** A machine that restarts in a circle for a day stays below this. */
  private static final int KEPT = 10_000;

  private final Deque<MachineEvent> events = new ArrayDeque<>();
  private final List<Consumer<MachineEvent>> listeners = new CopyOnWriteArrayList<>();

  void accept(QmpEvent told) {
    MachineEvent event = MachineEvent.of(told);
    if (event == null) {
      return;
    }
    synchronized (this) {
      events.addLast(event);
      if (events.size() > KEPT) {
        events.removeFirst();
      }
      notifyAll();
    }
    listeners.forEach(listener -> listener.accept(event));
  }

  void onEvent(Consumer<MachineEvent> listener) {
    listeners.add(listener);
  }

  synchronized List<MachineEvent> all() {
    return List.copyOf(events);
  }

  synchronized MachineEvent waitFor(MachineEvent.Kind kind, Instant since, Duration limit)
      throws MachineSilentException, InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      for (MachineEvent event : events) {
        if (event.kind() == kind && !event.at().isBefore(since)) {
          return event;
        }
      }
      long millis = (deadline - System.nanoTime()) / 1_000_000;
      if (millis <= 0) {
        throw new MachineSilentException(
            "The machine had no event " + kind + " within " + limit.toMillis() + " ms.");
      }
      wait(millis);
    }
  }
}
