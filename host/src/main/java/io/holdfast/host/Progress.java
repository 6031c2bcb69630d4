package io.holdfast.host;

/** Hears what a long job is doing, for a person who waits. Called from the job's own thread. */
@FunctionalInterface
public interface Progress {
  /** Nobody listens. */
  Progress SILENT = step -> {};

  /** The job has begun this step: a few words, no full stop. */
  void step(String what);
}
