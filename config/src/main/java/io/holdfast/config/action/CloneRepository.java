package io.holdfast.config.action;

import io.holdfast.config.yaml.Place;
import io.holdfast.config.yaml.Quoted;
import org.jspecify.annotations.Nullable;

/**
 * A working copy of a git repository: made, or brought to what the repository now has.
 *
 * @param url as for git-clone(1): an http, https, ssh or git address, {@code USER@HOST:PATH}, or a
 *     path in the machine's own root
 * @param branch null for the repository's own choice
 * @param branchOnly true to fetch no other branch
 */
public record CloneRepository(
    String url,
    TargetPath path,
    @Nullable String branch,
    boolean branchOnly,
    GitAccess access,
    Place place)
    implements Action {
  private static final int MAX_LENGTH = 2048;

  /** Checks that neither can be taken for an option. */
  public CloneRepository {
    if (!isAddress(url)) {
      throw new IllegalArgumentException(
          Quoted.of(url)
              + " is no address of a repository; write https://HOST/PATH, USER@HOST:PATH or a path");
    }
    if (branch != null
        && (branch.isEmpty()
            || branch.startsWith("-")
            || branch.contains("..")
            || branch.chars().anyMatch(c -> c <= ' ' || c == 0x7f || "~^:?*[\\".indexOf(c) >= 0))) {
      throw new IllegalArgumentException(Quoted.of(branch) + " is no name of a branch");
    }
  }

  /** The path in the machine's own root; null for a remote one. */
  public @Nullable String localPath() {
    if (url.startsWith("file://")) {
      return url.substring("file://".length());
    }
    return url.startsWith("/") ? url : null;
  }

  @Override
  public String describe() {
    return "clone " + Quoted.of(url.replaceFirst("//[^/@]*@", "//")) + " to " + path;
  }

  /** Schemes that run programs ({@code ext::}) and options are none. */
  private static boolean isAddress(String url) {
    if (url.length() > MAX_LENGTH || url.chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
      return false;
    }
    for (String scheme : new String[] {"http://", "https://", "ssh://", "git://", "file:///"}) {
      if (url.startsWith(scheme) && url.charAt(scheme.length() - 1) != '-') {
        return url.length() > scheme.length() && url.charAt(scheme.length()) != '-';
      }
    }
    return url.startsWith("/") || url.matches("[A-Za-z0-9_.][\\w.+-]*@[\\w.][\\w.-]*:[^:].*");
  }
}
