package io.holdfast.inventory.version;

import org.apache.maven.artifact.versioning.ComparableVersion;

/** Versions of Java libraries, compared by Maven's own class. Stateless. */
final class MavenOrder implements VersionOrder.Rules {
  /** Maven takes any text for a version; what no file name could hold is none here. */
  @Override
  public boolean accept(String text) {
    return Scan.all(text, c -> c > ' ' && c <= '~');
  }

  @Override
  public int compare(String one, String other) {
    return new ComparableVersion(one).compareTo(new ComparableVersion(other));
  }
}
