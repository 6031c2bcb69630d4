package io.holdfast.node.trial;

import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import io.holdfast.release.content.ChannelName;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A change that was checked and waits until what is on trial is over.
 *
 * @param kind what is to change
 * @param name of the release or the channel, one visible line
 * @param version that was found when it arrived
 * @param manifest its digest
 * @param from the repository, a folder or URL, one visible line
 * @param downgrade whether a version may be taken that is not newer
 * @param otherName whether a release of another name may be taken
 * @param restart whether the machine restarts by itself into a release
 * @param since when it arrived, by the node's clock
 */
public record Waiting(
    Kind kind,
    String name,
    Version version,
    Digest manifest,
    String from,
    boolean downgrade,
    boolean otherName,
    boolean restart,
    Instant since) {
  /** The longest name of a release or channel, with room. */
  private static final int MAX_NAME = 128;

  /** As long as any text in the state. */
  private static final int MAX_FROM = 400;

  /** What a change changes. */
  public enum Kind {
    /** What a slot holds. */
    RELEASE,
    /** What a channel brings. */
    CONTENT
  }

  /** Checks the texts; cuts the instant to milliseconds. */
  public Waiting {
    if (!Excerpt.isOneLine(name, MAX_NAME)) {
      throw new IllegalArgumentException("what waits has no name of one line");
    }
    if (!Excerpt.isOneLine(from, MAX_FROM)) {
      throw new IllegalArgumentException(
          "a repository is named in one line of at most " + MAX_FROM + " visible characters");
    }
    since = since.truncatedTo(ChronoUnit.MILLIS);
  }

  /** True if a person means this by a name; what is no declared channel has one of its own. */
  boolean isCalled(String wanted) {
    return name.equals(wanted)
        || (kind == Kind.CONTENT && new ChannelName(name).name().equals(wanted));
  }

  /** True if both change the same thing. */
  boolean isSameThing(Waiting other) {
    return kind == other.kind && (kind == Kind.RELEASE || name.equals(other.name));
  }

  /** True if a generation brings it. */
  boolean isIn(Generation generation) {
    return generation.release().manifest().equals(manifest)
        || generation.contents().stream().anyMatch(has -> has.manifest().equals(manifest));
  }

  /** Name and version. */
  @Override
  public String toString() {
    return switch (kind) {
      case RELEASE -> name + " " + version;
      case CONTENT -> {
        ChannelName channel = new ChannelName(name);
        yield (channel.isDeclared() ? "content " : "") + channel.described() + " " + version;
      }
    };
  }
}
