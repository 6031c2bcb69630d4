package io.holdfast.node.extension;

import io.holdfast.config.health.HealthCheck.Level;
import io.holdfast.node.evidence.Culprit;
import io.holdfast.node.health.Check;
import io.holdfast.node.health.CheckResult;
import io.holdfast.node.health.Schedule;
import io.holdfast.release.content.ContentRef;
import java.time.Duration;
import java.util.List;

/**
 * Built-in check {@code extensions}: all extensions of what runs are laid over the system. systemd
 * leaves one out that does not fit or is not signed, and goes on without it.
 *
 * @param extensions of this node
 * @param wanted those of the generation that this boot runs
 */
public record ExtensionsCheck(Extensions extensions, List<ContentRef> wanted) implements Check {
  private static final Schedule SCHEDULE =
      new Schedule(Duration.ofSeconds(1), 0, Duration.ofMinutes(5));

  /** Copies. */
  public ExtensionsCheck {
    wanted = List.copyOf(wanted);
  }

  @Override
  public String name() {
    return "extensions";
  }

  @Override
  public Level level() {
    return Level.REQUIRED;
  }

  @Override
  public Schedule schedule() {
    return SCHEDULE;
  }

  @Override
  public CheckResult run() {
    for (ContentRef extension : wanted) {
      String name = extension.channel().name();
      if (!extensions.isMerged(name)) {
        return new CheckResult.Failed(
            new Culprit(Culprit.Kind.EXTENSION, name + " " + extension.version()),
            extension
                + " is not laid over the system; see 'journalctl -u systemd-sysext.service' for"
                + " why");
      }
    }
    return new CheckResult.Passed();
  }
}
