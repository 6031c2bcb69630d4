package io.holdfast.node.settle;

import io.holdfast.node.evidence.Culprit;
import io.holdfast.node.evidence.Evidence;
import io.holdfast.node.evidence.Parts;
import io.holdfast.node.trial.Generation;
import io.holdfast.node.trial.NodeState;
import io.holdfast.node.trial.ReleaseRef;
import io.holdfast.release.Version;
import io.holdfast.release.content.ContentRef;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whom evidence is about.
 *
 * @param generation that failed
 * @param contents what it had that the last known good has not; empty if its release was new
 * @param removed what it had no more
 * @param configuration whether its configuration was new, and its release was not
 */
public record Accused(
    Generation generation,
    List<ContentRef> contents,
    List<ContentRef> removed,
    boolean configuration) {
  /** Copies. */
  public Accused {
    contents = List.copyOf(contents);
    removed = List.copyOf(removed);
  }

  /**
   * The generation of this number.
   *
   * @param state before the trial was judged: it still knows what was on trial
   */
  public static Accused of(NodeState state, int number) {
    Generation trial = state.onTrial();
    Generation good = state.lastKnownGoodGeneration();
    if (trial != null && trial.number() == number) {
      return state.isTrialInPlace()
          ? beside(trial, good)
          : new Accused(trial, List.of(), List.of(), false);
    }
    Generation held = state.held(number);
    return new Accused(held == null ? good : held, List.of(), List.of(), false);
  }

  /** One that differs in its parts alone. */
  private static Accused beside(Generation generation, Generation good) {
    List<ContentRef> added = generation.contentsNotIn(good);
    List<ContentRef> removed = new ArrayList<>(good.contentsNotIn(generation));
    // A version in another's place is not one that was taken away.
    removed.removeIf(old -> added.stream().anyMatch(it -> it.channel().equals(old.channel())));
    return new Accused(
        generation, added, removed, !generation.configuration().equals(good.configuration()));
  }

  /**
   * The generation of this number, which may have been given up since.
   *
   * @param before as in {@link #of}
   * @param after the trial was judged, or the last known good was taken for the cause of crashes
   */
  public static Accused of(NodeState before, NodeState after, int number) {
    Generation suspect = before.held(number);
    Generation now = after.lastKnownGoodGeneration();
    if (suspect == null || after.held(number) != null || !suspect.isBesides(now)) {
      return of(before, number);
    }
    return beside(suspect, now);
  }

  /** What was new in it, by name, version and manifest. */
  public Evidence.Release release() {
    if (!contents.isEmpty() || !removed.isEmpty()) {
      ContentRef content = contents.isEmpty() ? removed.getFirst() : contents.getFirst();
      return new Evidence.Release(content.channel().name(), content.version(), content.manifest());
    }
    if (configuration) {
      // It has no version of its own; its generation's number tells one from another.
      return new Evidence.Release(
          "configuration",
          new Version(Integer.toString(generation.number())),
          generation.configuration());
    }
    ReleaseRef release = generation.release();
    return new Evidence.Release(release.name(), release.version(), release.manifest());
  }

  /** All that it was made of, and what of it was new. */
  public Parts parts() {
    List<String> all = new ArrayList<>();
    ReleaseRef release = generation.release();
    all.add("release " + release + ", manifest " + release.manifest());
    generation.contents().forEach(content -> all.add(describe(content)));
    all.add("configuration " + generation.configuration());
    List<String> changed = new ArrayList<>(contents.stream().map(Accused::describe).toList());
    if (configuration) {
      changed.add(all.getLast());
    }
    removed.forEach(content -> changed.add("without " + describe(content)));
    if (changed.isEmpty()) {
      changed.add(all.getFirst());
    }
    return new Parts(all, changed);
  }

  /** True if what was new took effect at a start: a check can then be of any part of the system. */
  public boolean isFromStart() {
    return configuration
        || Stream.concat(contents.stream(), removed.stream())
            .anyMatch(content -> content.channel().isExtension());
  }

  private static String describe(ContentRef content) {
    return content + ", manifest " + content.manifest();
  }

  /**
   * Whom to look at: content that was new, for nothing else was, however the machine died of it.
   *
   * @param otherwise what the traces say
   */
  public Culprit culprit(Culprit otherwise) {
    if (!contents.isEmpty()) {
      return culprit(contents.getFirst(), "", otherwise);
    }
    if (!removed.isEmpty()) {
      return culprit(removed.getFirst(), ", removed", otherwise);
    }
    return configuration
        ? new Culprit(
            Culprit.Kind.CONFIGURATION,
            generation.configuration().abbreviated() + " (" + otherwise + ")")
        : otherwise;
  }

  private static Culprit culprit(ContentRef content, String how, Culprit otherwise) {
    return new Culprit(
        content.channel().isExtension() ? Culprit.Kind.EXTENSION : Culprit.Kind.CONTENT,
        content.channel().name() + " " + content.version() + how + " (" + otherwise + ")");
  }
}
