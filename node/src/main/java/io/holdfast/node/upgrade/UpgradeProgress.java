package io.holdfast.node.upgrade;

/** Hears how an upgrade goes. Called from the upgrade's threads, often. */
public interface UpgradeProgress {
  /** Tells nobody. */
  UpgradeProgress SILENT =
      new UpgradeProgress() {
        @Override
        public void phase(String name) {}

        @Override
        public void bytes(long done, long all) {}
      };

  /** The upgrade has begun this phase: {@code checking}, {@code writing}, {@code verifying}, ... */
  void phase(String name);

  /** So many bytes of all that this phase has to do are done. */
  void bytes(long done, long all);
}
