package io.holdfast.config.cloud;

/** Which part of a stage, in the order in which they come; each over all files. */
public enum Turn {
  /** {@code STAGE.before}. */
  BEFORE(".before"),
  /** {@code STAGE}. */
  DURING(""),
  /** {@code STAGE.after}. */
  AFTER(".after");

  private final String suffix;

  Turn(String suffix) {
    this.suffix = suffix;
  }

  /** What follows the stage's own word in a configuration. */
  public String suffix() {
    return suffix;
  }
}
