package io.holdfast.node.withdrawal;

import io.holdfast.config.policy.Containment;
import io.holdfast.node.trial.Generation;
import io.holdfast.node.trial.ReleaseRef;
import io.holdfast.release.admission.Vouched;
import io.holdfast.release.admission.Withdrawn;
import io.holdfast.release.content.ContentRef;

/** What is to be done about one thing withdrawn that a node runs, has on trial, or keeps. */
public sealed interface WayOff {
  /** What is to be left. */
  Withdrawn what();

  /** Something is on trial and is not disturbed. */
  record Wait(Withdrawn what, String why) implements WayOff {}

  /** What is on trial is itself withdrawn: the trial ends with what was before it. */
  record EndTrial(Withdrawn what, Generation trial) implements WayOff {}

  /** A restart alone starts something else, which is on the disk already. */
  record Restart(Withdrawn what, Generation into) implements WayOff {}

  /** To what the repository vouches for: a release, content, an extension or a configuration. */
  record Bring(Withdrawn what, Vouched to) implements WayOff {}

  /** To a committed generation that the node holds. */
  record Back(Withdrawn what, Generation to) implements WayOff {}

  /** To content, or an extension, that the node holds. */
  record BackToContent(Withdrawn what, ContentRef to) implements WayOff {}

  /** Recovery holds it, and is written anew with what runs and is proven. */
  record Renew(Withdrawn what, ReleaseRef with) implements WayOff {}

  /** The other slot holds it, and gives it up: recovery is what is left beside what runs. */
  record GiveUp(Withdrawn what, ReleaseRef held) implements WayOff {}

  /** There is no way; the policy says what is done meanwhile. */
  record Contain(Withdrawn what, Containment how, String why) implements WayOff {}

  /** There is no way, and nothing that the node does by itself. */
  record Person(Withdrawn what, String why) implements WayOff {}

  /** True if it changes what runs, what is on trial, or what is kept. */
  default boolean leads() {
    return switch (this) {
      case EndTrial _, Restart _, Bring _, Back _, BackToContent _, Renew _, GiveUp _ -> true;
      case Wait _, Contain _, Person _ -> false;
    };
  }

  /**
   * True if it touches nothing that runs or is on trial, so that another way may follow at once.
   */
  default boolean isOfWhatIsKept() {
    return this instanceof Renew || this instanceof GiveUp;
  }

  /** True if only a person can do more. */
  default boolean isStuck() {
    return this instanceof Contain || this instanceof Person;
  }

  /** One word for programs. */
  default String word() {
    return switch (this) {
      case Wait _ -> "wait";
      case EndTrial _ -> "end-trial";
      case Restart _ -> "restart";
      case Bring _ -> "bring";
      case Back _, BackToContent _ -> "back";
      case Renew _ -> "renew";
      case GiveUp _ -> "give-up";
      case Contain _ -> "contain";
      case Person _ -> "person";
    };
  }

  /** What is to be done, a clause for people. */
  default String words() {
    return switch (this) {
      case Wait(Withdrawn _, String why) -> "wait: " + why;
      case EndTrial(Withdrawn _, Generation trial) -> "end the trial of " + trial;
      case Restart(Withdrawn _, Generation into) -> "restart into " + into;
      case Bring(Withdrawn _, Vouched to) -> "change to " + to;
      case Back(Withdrawn _, Generation to) -> "go back to " + to;
      case BackToContent(Withdrawn _, ContentRef to) -> "go back to " + to;
      case Renew(Withdrawn _, ReleaseRef with) -> "write " + with + " into recovery instead";
      case GiveUp(Withdrawn _, ReleaseRef held) -> "give up " + held + ", which is only kept";
      case Contain(Withdrawn _, Containment how, String why) ->
          switch (how) {
                case KEEP -> "run on";
                case RECOVERY -> "restart into recovery";
                case STOP_NETWORK -> "stop the network";
              }
              + ": "
              + why;
      case Person(Withdrawn _, String why) -> "a person must look: " + why;
    };
  }
}
