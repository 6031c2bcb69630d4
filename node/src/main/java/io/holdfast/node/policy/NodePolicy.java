package io.holdfast.node.policy;

import io.holdfast.config.policy.DeclaredExtensions;
import io.holdfast.config.policy.Policy;
import io.holdfast.config.policy.Site;
import io.holdfast.node.disk.NodePaths;
import io.holdfast.node.disk.ReleaseSettings;
import io.holdfast.node.trial.Booted;
import io.holdfast.node.trial.Generation;
import io.holdfast.node.trial.Waiting;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.content.ContentRef;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What the operator of a node decided, and what that means here. Immutable.
 *
 * @param policy as it is declared
 * @param built when the running release was built
 * @param booted what runs; recovery is held up by no window, for all that it takes is a repair
 * @param medium where one is mounted that was plugged in for a repair; nor is what is from there
 */
public record NodePolicy(Policy policy, Instant built, Booted booted, Path medium) {
  /** Nothing is declared. */
  public static final NodePolicy NONE =
      new NodePolicy(
          Policy.NONE, Instant.EPOCH, new Booted.InRecovery(), NodePaths.OF_THIS_NODE.medium());

  /**
   * That of the running node.
   *
   * @throws IOException if it cannot be read
   */
  public static NodePolicy of(NodePaths paths, Booted booted) throws IOException {
    Policy policy = new PolicyFile(paths.policy()).read();
    return new NodePolicy(
        policy,
        policy.windows().windows().isEmpty() ? Instant.EPOCH : ReleaseSettings.read(paths).built(),
        booted,
        paths.medium());
  }

  /** Where a node stands, in a line; empty if nobody says, or it cannot be read. */
  public static String siteOf(NodePaths paths) {
    try {
      Site site = new PolicyFile(paths.policy()).read().site();
      return site == null ? "" : site.words();
    } catch (IOException e) {
      return "";
    }
  }

  /**
   * Whether a change may begin.
   *
   * @param restarts whether the machine restarts for it
   */
  public Opening opening(boolean restarts, Instant now) {
    return booted instanceof Booted.InRecovery
        ? new Opening.Open()
        : Opening.decide(policy.windows(), restarts, built, now);
  }

  /** Whether a change that waits may begin. */
  public Opening opening(Waiting waiting, Instant now) {
    if (waiting.from().equals(medium.toString())) {
      return new Opening.Open();
    }
    return opening(
        waiting.kind() == Waiting.Kind.RELEASE || !new ChannelName(waiting.name()).isDeclared(),
        now);
  }

  /** What is not as it is to be with the extensions of what runs, a line each. */
  public List<String> problemsWith(Generation running) {
    List<String> problems = new ArrayList<>();
    for (DeclaredExtensions.One one : policy.extensions().extensions()) {
      if (one.required() && running.content(ChannelName.ofExtension(one.name())) == null) {
        problems.add(
            "extension "
                + one.name()
                + " is declared and not there; bring it with 'holdfast extension add "
                + one.name()
                + "'");
      }
    }
    for (ContentRef extension : running.extensions()) {
      String name = extension.channel().name();
      if (!policy.extensions().admits(name)) {
        problems.add(
            "extension "
                + name
                + " is not declared; declare it, or take it away with 'holdfast extension remove "
                + name
                + "'");
      }
    }
    return problems;
  }
}
