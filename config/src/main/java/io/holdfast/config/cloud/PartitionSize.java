package io.holdfast.config.cloud;

/**
 * How large a partition is to be made.
 *
 * @param mebibytes from 0 to 64 TiB; 0 for all that is left
 */
public record PartitionSize(long mebibytes) {
  /** All that is left of the disk. */
  public static final PartitionSize REST = new PartitionSize(0);

  /** No disk is larger; keeps the sum in bytes far from overflow. */
  static final long MAX_MEBIBYTES = 64L << 20;

  /** Checks the range. */
  public PartitionSize {
    if (mebibytes < 0 || mebibytes > MAX_MEBIBYTES) {
      throw new IllegalArgumentException(
          "a partition of " + mebibytes + " MiB is not from 0 to " + MAX_MEBIBYTES);
    }
  }

  /** True if it takes all that is left. */
  public boolean isRest() {
    return mebibytes == 0;
  }

  /** In bytes; 0 for all that is left. */
  public long bytes() {
    return mebibytes << 20;
  }
}
