package io.holdfast.node.trial;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Changes that arrive while another one is on trial. They are taken in the order of their arrival;
 * a newer version of the same thing takes the older's place. None is lost: one leaves the queue
 * only in the write that stages it, or that says in the history why it was not taken. Pure.
 */
public final class ChangeQueue {
  /** More than any node has of things that change; a bound for one that is fed nonsense. */
  public static final int MAX = 16;

  private ChangeQueue() {}

  /**
   * A change is to wait: for the end of a trial or, in recovery, for a generation that runs.
   *
   * @throws RefusedException if it need not wait, it is barred, on trial or in use already, a newer
   *     version waits, or the queue is full
   */
  public static Change add(NodeState state, Waiting added, Booted booted) throws RefusedException {
    String what = "Queueing " + added;
    Generation trial = state.onTrial();
    if (trial == null && !(booted instanceof Booted.InRecovery)) {
      throw new RefusedException(what, "nothing is on trial", "Try again: it can be taken now");
    }
    return addHeld(state, added);
  }

  /**
   * A change is to wait, whatever else there is, until it may begin.
   *
   * @throws RefusedException if it is barred, on trial or in use already, a newer version waits, or
   *     the queue is full
   */
  public static Change addHeld(NodeState state, Waiting added) throws RefusedException {
    String what = "Queueing " + added;
    Generation trial = state.onTrial();
    Demands.demandAllowed(state, added.manifest(), what);
    if (trial != null && added.isIn(trial)) {
      throw new RefusedException(what, "it is on trial", "Nothing needs to be done");
    }
    List<Waiting> queue = new ArrayList<>(state.queue());
    for (int i = 0; i < queue.size(); i++) {
      Waiting known = queue.get(i);
      if (known.isSameThing(added)) {
        if (added.version().compareTo(known.version()) < 0 && !added.downgrade()) {
          throw new RefusedException(
              what,
              known + " waits already, and is newer",
              "Drop that one first, or say --allow-downgrade");
        }
        queue.set(i, added);
        return Change.of(state.withQueue(queue));
      }
    }
    if (queue.size() == MAX) {
      throw new RefusedException(
          what, "the queue has " + MAX + " changes already", "Drop one with 'holdfast queue drop'");
    }
    queue.add(added);
    return Change.of(state.withQueue(queue));
  }

  /**
   * What is to be taken now, or null: something is on trial, nothing waits, or what runs is not the
   * last known good.
   */
  public static @Nullable Waiting next(NodeState state, Booted booted) {
    return next(state, booted, waiting -> true);
  }

  /**
   * The same of those changes that may begin; the others are passed by.
   *
   * @param mayBegin tells it of each
   */
  public static @Nullable Waiting next(
      NodeState state, Booted booted, Predicate<Waiting> mayBegin) {
    boolean free =
        state.trial() instanceof Trial.Idle
            && TrialMachine.runs(booted, state.lastKnownGoodGeneration());
    return free ? state.queue().stream().filter(mayBegin).findFirst().orElse(null) : null;
  }

  /**
   * A change that waited is not taken. Harmless if it does not wait any more.
   *
   * @param why in one line
   */
  public static Change leftOut(NodeState state, Waiting left, String why, Instant now) {
    if (!state.queue().contains(left)) {
      return Change.of(state);
    }
    return Change.of(
        without(state, left).recording(new Outcome.NotTaken(now, left.toString(), why)));
  }

  /**
   * A person does not want a change any more.
   *
   * @param name of the release, the channel or the extension
   * @throws RefusedException if nothing of that name waits
   */
  public static Change dropped(NodeState state, String name, Instant now) throws RefusedException {
    for (Waiting waiting : state.queue()) {
      if (waiting.isCalled(name)) {
        return leftOut(state, waiting, "a person dropped it", now);
      }
    }
    throw new RefusedException(
        "Dropping " + name, "no change of it waits", "See 'holdfast queue' for what does");
  }

  /** A configuration lies where the next start finds it. Harmless if it does not wait any more. */
  public static Change placed(NodeState state, Waiting configuration) {
    return Change.of(without(state, configuration));
  }

  /** What a generation brings waits no longer. */
  static NodeState withoutWhatIsIn(NodeState state, Generation staged) {
    List<Waiting> queue = new ArrayList<>(state.queue());
    queue.removeIf(waiting -> waiting.isIn(staged));
    return state.withQueue(queue);
  }

  private static NodeState without(NodeState state, Waiting left) {
    List<Waiting> queue = new ArrayList<>(state.queue());
    queue.remove(left);
    return state.withQueue(queue);
  }
}
