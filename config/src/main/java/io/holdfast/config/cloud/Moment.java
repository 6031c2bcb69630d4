package io.holdfast.config.cloud;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A stage and the part of it. */
public record Moment(Stage stage, Turn turn) {

  /** All of them, in the order in which they come. */
  public static List<Moment> all() {
    List<Moment> all = new ArrayList<>();
    for (Stage stage : Stage.values()) {
      for (Turn turn : Turn.values()) {
        all.add(new Moment(stage, turn));
      }
    }
    return all;
  }

  /** The one that a configuration calls so, for example {@code boot.after}. */
  public static Optional<Moment> of(String name) {
    return all().stream().filter(moment -> moment.toString().equals(name)).findFirst();
  }

  /** As it is written in a configuration. */
  @Override
  public String toString() {
    return stage.word() + turn.suffix();
  }
}
