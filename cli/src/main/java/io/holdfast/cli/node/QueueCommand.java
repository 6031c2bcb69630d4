package io.holdfast.cli.node;

import io.holdfast.cli.ExitCode;
import io.holdfast.cli.HelpOption;
import io.holdfast.node.queue.QueueTaker;
import io.holdfast.node.settle.NodeContext;
import io.holdfast.node.status.NodeStatus;
import io.holdfast.node.trial.ChangeQueue;
import io.holdfast.node.trial.Waiting;
import io.holdfast.release.json.Json;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast queue}. */
@Command(
    name = "queue",
    description = {
      "Shows the changes that wait until what is on trial is over, or a window of the configuration"
          + " is open.",
      "",
      "They are taken in the order of their arrival; a newer version of the same thing takes the"
          + " older's place."
    },
    subcommands = {QueueCommand.Drop.class, QueueCommand.Take.class},
    footer = {"", "Examples:", "  holdfast queue", "  holdfast queue drop rules"})
final class QueueCommand implements Callable<Integer> {
  @Mixin final HelpOption help = new HelpOption();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    NodeStatus status = NodeStatus.of(NodeContext.ofThisNode());
    if (json) {
      System.out.print(Json.write(Map.of("queue", status.queue())));
      return ExitCode.DONE;
    }
    if (status.state().queue().isEmpty()) {
      System.out.println("Nothing waits.");
    }
    for (Waiting waiting : status.state().queue()) {
      System.out.println(waiting + "  from " + waiting.from() + "  since " + waiting.since());
      System.out.println("  " + status.whyItWaits(waiting));
    }
    return ExitCode.DONE;
  }

  /** {@code holdfast queue drop}. */
  @Command(
      name = "drop",
      description = "Takes a change out of the queue; the history says so.",
      footer = {"", "Example:", "  holdfast queue drop rules"})
  static final class Drop implements Callable<Integer> {
    @Mixin final HelpOption help = new HelpOption();

    @Parameters(
        paramLabel = "NAME",
        description = "Name of the release, the channel or the extension.")
    private String name = "";

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
      NodeContext.ofThisNode()
          .store()
          .update(state -> ChangeQueue.dropped(state, name, Instant.now()));
      if (json) {
        System.out.print(Json.write(Map.of("dropped", name)));
      } else {
        System.out.println(name + " does not wait any more.");
      }
      return ExitCode.DONE;
    }
  }

  /** {@code holdfast queue take}. */
  @Command(
      name = "take",
      description =
          "Takes the first change that may begin. The agent does so by itself as soon as nothing is on"
              + " trial and a window is open, and every ten minutes where a repository was not there.",
      footer = {"", "Example:", "  holdfast queue take"})
  static final class Take implements Callable<Integer> {
    @Mixin final HelpOption help = new HelpOption();

    @Option(names = "--json", description = "Print one JSON object; progress goes elsewhere.")
    private boolean json;

    @Option(names = "--now", description = "Take it also while no window is open.")
    private boolean now;

    @Override
    public Integer call() throws Exception {
      QueueTaker taker =
          new QueueTaker(NodeContext.ofThisNode(), new PhaseLines(System.err), System.err::println);
      QueueTaker.Taken taken = now ? taker.takeNow() : taker.take();
      if (json) {
        String word = taken.name().toLowerCase(Locale.ROOT).replace('_', '-');
        System.out.print(Json.write(Map.of("taken", word)));
      } else {
        System.out.println(
            switch (taken) {
              case NOTHING -> "Nothing is to be taken now.";
              case ARMED -> "It is armed.";
              case NEEDS_RESTART -> "It is armed; its trial begins with the restart.";
              case AT_NEXT_WINDOW ->
                  "It is armed; the machine restarts for it once a window is open.";
              case AT_NEXT_START -> "It is in its place; its trial begins with the next start.";
            });
      }
      if (taken == QueueTaker.Taken.NEEDS_RESTART) {
        Restart.now();
      }
      return ExitCode.DONE;
    }
  }
}
