package io.holdfast.lab.drill.run;

import io.holdfast.lab.drill.act.Act;
import io.holdfast.lab.drill.act.ActResult;
import io.holdfast.lab.drill.act.ActRun;
import io.holdfast.lab.drill.act.RunResult;
import io.holdfast.lab.drill.progress.DrillProgress;
import io.holdfast.lab.drill.progress.RunProgress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Does several things at once, as many as it has members: a machine that waits for a deadline or a
 * watchdog leaves its processors to another. Closing it ends what is under way.
 */
public final class Troupe implements AutoCloseable {
  private final ExecutorService members;

  /**
   * Engages them.
   *
   * @param size at least 1
   */
  public Troupe(int size) {
    members = Executors.newFixedThreadPool(size, Thread.ofPlatform().name("run-", 1).factory());
  }

  /**
   * Plays acts; their runs begin in order, each as soon as a member is free.
   *
   * @param progress hears of each act once the ones before it have ended too
   */
  public List<ActResult> play(List<Act> acts, RunDirector director, DrillProgress progress)
      throws IOException, InterruptedException {
    List<List<Future<RunResult>>> begun = new ArrayList<>();
    for (Act act : acts) {
      begun.add(act.runs().stream().map(run -> begin(act, run, director, progress)).toList());
    }
    List<ActResult> results = new ArrayList<>();
    for (int i = 0; i < acts.size(); i++) {
      ActResult result = new ActResult(acts.get(i), await(begun.get(i)), director.normalBoot());
      progress.ended(result);
      results.add(result);
    }
    return results;
  }

  /** Does tasks at the same time if it has members enough. */
  public <T> List<T> doAll(List<Callable<T>> tasks) throws IOException, InterruptedException {
    return await(tasks.stream().map(members::submit).toList());
  }

  private Future<RunResult> begin(
      Act act, ActRun run, RunDirector director, DrillProgress progress) {
    String title = act.runs().size() > 1 ? act.name() + ", " + run.title() : act.name();
    return members.submit(
        () -> {
          try (RunProgress shown = progress.begin(title)) {
            return director.play(run, shown);
          }
        });
  }

  private static <T> List<T> await(List<Future<T>> begun) throws IOException, InterruptedException {
    List<T> results = new ArrayList<>();
    for (Future<T> one : begun) {
      try {
        results.add(one.get());
      } catch (ExecutionException e) {
        switch (e.getCause()) {
          case IOException cause -> throw new IOException(cause.getMessage(), cause);
          case InterruptedException cause -> throw cause;
          case null, default -> throw new IllegalStateException(e.getCause());
        }
      }
    }
    return results;
  }

  @Override
  public void close() {
    members.shutdownNow();
    members.close();
  }
}
