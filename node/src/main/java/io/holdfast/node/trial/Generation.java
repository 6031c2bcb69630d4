package io.holdfast.node.trial;

import io.holdfast.release.Digest;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.content.ContentRef;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All that decides how a node behaves, numbered: a release in a slot, its extensions, the content
 * of each channel that has some, and the configuration. An extension is content that is laid over
 * the release at a start ({@link ChannelName#isExtension}).
 *
 * @param number from 1 upwards; never given twice on a node
 * @param entry number of the loader's entry that starts its release: the number of the generation
 *     that brought the release into this slot, and so its own unless only content is new
 * @param release what it runs
 * @param slot A or B
 * @param contents at most one of each channel, in the channels' order, at most {@link
 *     #MAX_CONTENTS}
 * @param configuration digest of the configuration's files; {@link #UNCONFIGURED} for none
 * @param since when it was staged, or, once committed, when it was committed; whole milliseconds
 */
public record Generation(
    int number,
    int entry,
    ReleaseRef release,
    Slot slot,
    List<ContentRef> contents,
    Digest configuration,
    Instant since) {
  /** The digest of a configuration without a file. */
  public static final Digest UNCONFIGURED = Digest.of(new byte[0]);

  /** A machine with more kinds of data and extensions than this wants some of them in one. */
  public static final int MAX_CONTENTS = 16;

  /** Checks; sorts the contents, and cuts the instant to milliseconds. */
  public Generation {
    if (entry < 1 || number < entry) {
      throw new IllegalArgumentException(
          "generations are numbered from 1, and none is older than its entry, not "
              + number
              + " with entry "
              + entry);
    }
    if (slot == Slot.RECOVERY) {
      throw new IllegalArgumentException("the recovery slot is outside all generations");
    }
    TreeMap<ChannelName, ContentRef> sorted = new TreeMap<>();
    for (ContentRef content : contents) {
      if (sorted.put(content.channel(), content) != null) {
        throw new IllegalArgumentException("channel " + content.channel() + " has two contents");
      }
    }
    if (sorted.size() > MAX_CONTENTS) {
      throw new IllegalArgumentException(
          "a generation has at most " + MAX_CONTENTS + " contents, not " + sorted.size());
    }
    contents = List.copyOf(sorted.values());
    since = since.truncatedTo(ChronoUnit.MILLIS);
  }

  /** One that brings a release, without content. */
  public static Generation ofRelease(int number, ReleaseRef release, Slot slot, Instant since) {
    return ofRelease(number, release, slot, UNCONFIGURED, since);
  }

  /** One that brings a release to a configured node, without content. */
  public static Generation ofRelease(
      int number, ReleaseRef release, Slot slot, Digest configuration, Instant since) {
    return new Generation(number, number, release, slot, List.of(), configuration, since);
  }

  /** Its content of a channel, or null. */
  public @Nullable ContentRef content(ChannelName channel) {
    for (ContentRef content : contents) {
      if (content.channel().equals(channel)) {
        return content;
      }
    }
    return null;
  }

  /** The same, which holds from then on. */
  Generation since(Instant instant) {
    return new Generation(number, entry, release, slot, contents, configuration, instant);
  }

  /** The next one, which differs from this one in its contents alone. */
  Generation next(int newest, List<ContentRef> its, Instant now) {
    return next(newest, its, configuration, now);
  }

  /** The next one, which differs from this one in its contents or its configuration. */
  Generation next(int newest, List<ContentRef> its, Digest configured, Instant now) {
    return new Generation(newest, entry, release, slot, its, configured, now);
  }

  /** True if both have the same contents and the same configuration. */
  boolean hasPartsOf(Generation other) {
    return contents.equals(other.contents) && configuration.equals(other.configuration);
  }

  /** The digests of its contents and configuration that another one does not have. */
  public List<Digest> partsNotIn(Generation other) {
    List<Digest> parts = new ArrayList<>();
    contentsNotIn(other).forEach(content -> parts.add(content.manifest()));
    if (!configuration.equals(other.configuration)) {
      parts.add(configuration);
    }
    return parts;
  }

  /** A list with this content in the place of what the channel has. */
  List<ContentRef> contentsWith(ContentRef added) {
    List<ContentRef> next = new ArrayList<>(contentsWithout(added.channel()));
    next.add(added);
    return next;
  }

  /** True if both run the same release from the same slot: to go between them, nothing restarts. */
  public boolean isBesides(Generation other) {
    return entry == other.entry;
  }

  /** Its contents that another one does not have. */
  public List<ContentRef> contentsNotIn(Generation other) {
    return contents.stream().filter(content -> !other.contents.contains(content)).toList();
  }

  /** Its contents that are extensions. */
  public List<ContentRef> extensions() {
    return contents.stream().filter(content -> content.channel().isExtension()).toList();
  }

  /** A list without what a channel has. */
  List<ContentRef> contentsWithout(ChannelName channel) {
    return contents.stream().filter(content -> !content.channel().equals(channel)).toList();
  }

  /** Of its manifests, each with what it is: equal for generations that behave alike. */
  public Digest digest() {
    String text =
        "release "
            + release.manifest()
            + contents.stream()
                .map(content -> "\ncontent " + content.channel() + " " + content.manifest())
                .collect(Collectors.joining())
            + "\nconfiguration "
            + configuration;
    return Digest.of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Number, release, slot and contents, for messages. */
  @Override
  public String toString() {
    String own = contents.stream().map(content -> ", " + content).collect(Collectors.joining());
    if (!configuration.equals(UNCONFIGURED)) {
      own += ", configuration " + configuration.abbreviated();
    }
    return "generation " + number + " (" + release + ", slot " + slot + own + ")";
  }
}
