package io.holdfast.lab.drill.progress;

import io.holdfast.lab.drill.act.ActResult;

/** Nobody listens. */
final class Silent implements DrillProgress {
  @Override
  public RunProgress begin(String title) {
    return new RunProgress() {
      @Override
      public void step(String what) {}

      @Override
      public void console(String line) {}

      @Override
      public void close() {}
    };
  }

  @Override
  public void ended(ActResult result) {}

  @Override
  public void close() {}
}
