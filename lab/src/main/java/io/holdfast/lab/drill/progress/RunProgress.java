package io.holdfast.lab.drill.progress;

/** Hears what one run of a drill is doing. Called from several threads; must be quick. */
public interface RunProgress extends AutoCloseable {
  /** Nobody listens. */
  RunProgress SILENT = new Silent().begin("");

  /** A step has begun: a few words, no full stop. */
  void step(String what);

  /** The machine's console printed a line. */
  void console(String line);

  /** The run is over; what was shown of it for the moment is removed. */
  @Override
  void close();
}
