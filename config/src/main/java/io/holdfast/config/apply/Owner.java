package io.holdfast.config.apply;

/** Who a file belongs to, in numbers; {@link #AS_IS} leaves a half as it is. */
record Owner(int uid, int gid) {
  static final int AS_IS = -1;
}
