package io.holdfast.node.health;

import java.time.Duration;

/** A clock that moves only while somebody rests or says so. */
final class FakePace implements Pace {
  private Duration now = Duration.ofSeconds(20);
  private boolean woken;

  @Override
  public Duration now() {
    return now;
  }

  @Override
  public void rest(Duration most) {
    if (!woken) {
      pass(most);
    }
    woken = false;
  }

  @Override
  public void wake() {
    woken = true;
  }

  @Override
  public Pace another() {
    return new FakePace();
  }

  void pass(Duration time) {
    now = now.plus(time);
  }
}
