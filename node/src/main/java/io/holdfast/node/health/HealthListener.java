package io.holdfast.node.health;

/** Hears of changes. Called by the thread of the rounds, which waits; so it should be quick. */
public interface HealthListener {
  /** A check went from one kind of state to another, or lost one more attempt. */
  void checkChanged(String check, CheckState before, CheckState now);

  /** The trial is decided; called at most once. */
  void decided(Verdict verdict);

  /** At least one run ended since the last time. */
  void roundEnded(HealthSnapshot snapshot);
}
