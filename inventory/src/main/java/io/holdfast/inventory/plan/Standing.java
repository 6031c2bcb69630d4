package io.holdfast.inventory.plan;

/** What is known of a release with regard to a problem. */
public enum Standing {
  /** All records that speak of its packages say that they are not affected, or none speaks. */
  UNAFFECTED,
  /** A package has the name, and more cannot be told by a program. */
  NAME_ONLY,
  /** It carries an affected package. */
  AFFECTED,
  /** What is in it is not known. */
  UNKNOWN
}
