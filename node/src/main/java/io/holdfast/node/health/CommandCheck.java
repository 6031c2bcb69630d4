package io.holdfast.node.health;

import io.holdfast.config.health.HealthCheck;
import io.holdfast.config.health.HealthCheck.Level;
import io.holdfast.host.Command;
import io.holdfast.host.CommandException;
import io.holdfast.node.evidence.Culprit;
import io.holdfast.node.evidence.PlainText;
import java.util.List;

/**
 * A check that is an outside program: exit code 0 means healthy.
 *
 * @param name what an operator calls it
 * @param level whether a trial stands or falls with it
 * @param schedule when it runs
 * @param queue checks of one queue run one after the other
 * @param command program and arguments
 */
public record CommandCheck(
    String name, Level level, Schedule schedule, String queue, List<String> command)
    implements Check {

  /** Room for the line that says how the program ended. */
  private static final int ENDING_BYTES = 64;

  /** Copies the command. */
  public CommandCheck {
    command = List.copyOf(command);
  }

  /** As declared in a recipe. */
  public static CommandCheck of(HealthCheck declared) {
    return new CommandCheck(
        declared.name(),
        declared.level(),
        new Schedule(declared.limit(), declared.retries(), declared.interval()),
        declared.name(),
        declared.command());
  }

  @Override
  public CheckResult run() throws InterruptedException {
    try {
      Command.Result result = Command.of(command).within(schedule.limit()).run();
      if (result.succeeded()) {
        return new CheckResult.Passed();
      }
      String printed =
          PlainText.block(
              result.output() + result.errors(), CheckResult.MAX_OUTPUT_BYTES - ENDING_BYTES);
      return failed("exit code " + result.exitCode() + "\n" + printed);
    } catch (CommandException e) {
      return failed(String.valueOf(e.getMessage()));
    }
  }

  private CheckResult failed(String output) {
    return new CheckResult.Failed(Culprit.check(name), output);
  }
}
