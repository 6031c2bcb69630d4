package io.holdfast.inventory.version;

import java.util.Comparator;

/**
 * How an ecosystem orders its versions. Each is a total preorder over the texts that it {@link
 * #accepts}: different texts may be equally new ("1.0" and "1.00" for dpkg), so it is not
 * consistent with equals. Safe for use by several threads.
 */
public enum VersionOrder implements Comparator<String> {
  /** Debian and those that come from it: deb-version(7). */
  DPKG(new DpkgOrder()),

  /** Fedora, SUSE and others: rpm-version(7), with epoch and release. */
  RPM(new RpmOrder()),

  /** Alpine and others: apk-package(5), the versions of apk-tools 3. */
  APK(new ApkOrder()),

  /** Java libraries: the version order of Maven's POM reference. */
  MAVEN(new MavenOrder()),

  /** Semantic Versioning 2.0.0, paragraph 11. */
  SEMVER(new SemanticOrder());

  /**
   * The longest version, in characters, that is taken for one. The longest of a distribution have
   * about a hundred; an absurd one must not cost more than its refusal.
   */
  public static final int MAX_LENGTH = 256;

  @SuppressWarnings("ImmutableEnumChecker") // Each of them is stateless.
  private final Rules rules;

  VersionOrder(Rules rules) {
    this.rules = rules;
  }

  /** Whether a text is a version of this ecosystem, and thus can be compared. */
  public boolean accepts(String text) {
    return !text.isEmpty() && text.length() <= MAX_LENGTH && rules.accept(text);
  }

  /**
   * Below zero if the first is older, above if it is newer.
   *
   * @throws IllegalArgumentException if either is no version of this ecosystem
   */
  @Override
  public int compare(String one, String other) {
    demand(one);
    demand(other);
    return rules.compare(one, other);
  }

  private void demand(String text) {
    if (!accepts(text)) {
      throw new IllegalArgumentException(
          "'"
              + text.substring(0, Math.min(text.length(), MAX_LENGTH))
              + "' is no version as "
              + name()
              + " knows them");
    }
  }

  /** What one ecosystem knows; asked only of texts of 1 to {@link #MAX_LENGTH} characters. */
  interface Rules extends Comparator<String> {
    boolean accept(String text);
  }
}
