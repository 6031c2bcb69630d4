package io.holdfast.lab.drill.march;

/** The drill's acts, in the order in which they are played: each builds on those before. */
public enum MarchAct {
  /** What is affected is known. */
  NAMED(
      "named",
      "the public record of CVE-2024-3094 is imported",
      "the releases that carry it are named, and the nodes that run or hold them, and no other"),
  /** Nothing activates it from then on. */
  WITHDRAWN(
      "withdrawn",
      "what carries it is withdrawn, and a clean release is published",
      "to publish it once more is refused"),
  /** How each node gets off it. */
  PLANNED(
      "planned",
      "the plan is made from what the nodes said",
      "each affected node has the shortest safe way off it, the most exposed first"),
  /** The first node is off it. */
  REPLACED(
      "replaced",
      "the most exposed node runs it, has it as what it would go back to, and in its recovery",
      "it goes to the clean release, proves it, and has it in its recovery"),
  /** The second node is off it. */
  GONE_BACK(
      "gone back",
      "a node runs it for whose flavour there is no newer release, and nobody is there",
      "it looks by itself, goes back to the clean release that it has, and gives the other up"),
  /** Who only has it. */
  HELD(
      "held",
      "a node holds it and runs something else",
      "it says so, is not sent there, even if somebody asks, and gives it up"),
  /** Who never had it. */
  NEVER(
      "never had it",
      "a node that never had it is told to take it",
      "it refuses and names the problem; nothing else about it changes"),
  /** From where it might come back. */
  OLD_MEDIUM(
      "old medium",
      "somebody brings a medium that was made before the withdrawal",
      "what is withdrawn is refused from there, too"),
  /** Who hides the news. */
  STALE_MIRROR(
      "stale mirror",
      "a mirror goes on serving the metadata of the day before",
      "it is noticed and nothing is taken from it"),
  /** The end. */
  CLEAN(
      "clean",
      "the nodes say once more what they have",
      "none has it any more: running, to go back to, or in its recovery"),
  /** Another day. */
  NO_WAY(
      "no way",
      "what a node runs is withdrawn, and there is nothing that it could change to",
      "as its configuration says, it stops its own network, tells, and runs on");

  private final String title;
  private final String what;
  private final String due;

  MarchAct(String title, String what, String due) {
    this.title = title;
    this.what = what;
    this.due = due;
  }

  /** Its name for people and programs. */
  public String title() {
    return title;
  }

  /** What happens. */
  public String what() {
    return what;
  }

  /** What must come of it. */
  public String due() {
    return due;
  }
}
