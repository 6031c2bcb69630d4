package io.holdfast.inventory.advisory;

import io.holdfast.release.Digest;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A record of one problem, whatever format it was in.
 *
 * @param id its own name, such as {@code DEBIAN-CVE-2024-3094}
 * @param format that it was read from
 * @param document that it was read from
 * @param publisher who says it; may be empty
 * @param aliases names of the same problem elsewhere
 * @param upstream names of problems that this one is about, or comes from
 * @param summary one line for people; may be empty
 * @param modified when it was changed last, as written; may be empty
 * @param withdrawn when it was taken back, as written; empty if it was not
 * @param severity as written, such as a CVSS vector; may be empty
 * @param statements what it says of packages; may be none
 * @param releases of Holdfast's own, as {@code name version} or {@code sha256:…} of a manifest,
 *     that it says are affected
 */
public record Advisory(
    String id,
    Format format,
    Digest document,
    String publisher,
    Set<String> aliases,
    Set<String> upstream,
    String summary,
    String modified,
    String withdrawn,
    String severity,
    List<Statement> statements,
    List<String> releases) {

  /** What records are written in. */
  public enum Format {
    /** Open Source Vulnerability format, 1.x; one's own records too. */
    OSV,
    /** Common Security Advisory Framework 2.0, VEX among it. */
    CSAF
  }

  /** Copies. */
  public Advisory {
    aliases = Set.copyOf(aliases);
    upstream = Set.copyOf(upstream);
    statements = List.copyOf(statements);
    releases = List.copyOf(releases);
  }

  /** Whether it was taken back. */
  public boolean isWithdrawn() {
    return !withdrawn.isEmpty();
  }

  /** All names by which the same problem goes: its own, and those that are aliases. */
  Set<String> names() {
    Set<String> names = new TreeSet<>(aliases);
    names.add(id);
    return names;
  }

  /** Whether it is a record of a problem that goes by one of these names. */
  boolean isOf(Collection<String> names) {
    return names.contains(id)
        || aliases.stream().anyMatch(names::contains)
        || upstream.stream().anyMatch(names::contains);
  }
}
