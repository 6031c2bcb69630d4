package io.holdfast.lab.drill.progress;

import io.holdfast.lab.drill.act.ActResult;

/** Nobody listens. */
final class Silent implements DrillProgress {
  @Override
  public void act(String name) {}

  @Override
  public void step(String what) {}

  @Override
  public void console(String line) {}

  @Override
  public void ended(ActResult result) {}

  @Override
  public void close() {}
}
