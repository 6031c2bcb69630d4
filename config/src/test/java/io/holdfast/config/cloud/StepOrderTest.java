package io.holdfast.config.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import org.junit.jupiter.api.Test;

class StepOrderTest {
  /** Steps that count how often one of them is looked at. */
  private static final class Counted extends AbstractList<Step> implements RandomAccess {
    private final List<Step> steps;
    private long looks;

    Counted(List<Step> steps) {
      this.steps = steps;
    }

    @Override
    public Step get(int index) {
      looks++;
      return steps.get(index);
    }

    @Override
    public int size() {
      return steps.size();
    }
  }

  /** Each waits for the one behind it, which is the worst order for whoever searches. */
  private static List<Step> chain(int count) throws Exception {
    StringBuilder text = new StringBuilder("stages:\n  boot:\n");
    for (int i = 0; i < count; i++) {
      text.append("    - {after: [s").append(i + 1).append("], name: s").append(i).append("}\n");
    }
    text.append("    - {name: s").append(count).append("}\n");
    return CloudConfig.parse("c.yaml", text.toString()).steps();
  }

  @Test
  void of_thousands_of_steps_that_wait_for_each_other_each_is_looked_at_a_few_times()
      throws Exception {
    int count = 5_000;
    Counted steps = new Counted(chain(count));

    List<Step> sorted = StepOrder.sorted(steps);

    assertThat(sorted.getFirst().name()).isEqualTo("s" + count);
    assertThat(sorted.getLast().name()).isEqualTo("s0");
    assertThat(steps.looks).isLessThan(10L * count);
  }
}
