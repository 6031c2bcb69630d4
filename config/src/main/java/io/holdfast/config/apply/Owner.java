package io.holdfast.config.apply;

/** Who a file belongs to, in numbers; {@link #AS_IS} leaves a half as it is. */
record Owner(int uid, int gid) {
  static final int AS_IS = -1;
  static final Owner ROOT = new Owner(0, 0);

  /** This one, with the other's halves where this leaves them. */
  Owner or(Owner other) {
    return new Owner(uid == AS_IS ? other.uid : uid, gid == AS_IS ? other.gid : gid);
  }
}
