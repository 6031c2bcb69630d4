package io.holdfast.release.tuf;

import io.holdfast.release.Digest;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** For which targets a delegated role may speak (specification, section 4.5). */
public sealed interface PathRule {
  /** More patterns than this are looked at for no target. */
  int MAX_PATTERNS = 1 << 16;

  /** The one field of a role that says it. */
  Map<String, Object> toJson();

  /** Whether a target is one of them. */
  boolean covers(String target);

  /**
   * Reads the rule of a role.
   *
   * @throws JsonException if it has both kinds or none
   */
  static PathRule parse(JsonObject role) throws JsonException {
    if (role.has("paths") == role.has("path_hash_prefixes")) {
      throw new JsonException(
          "a role in it must have one of 'paths' and 'path_hash_prefixes', and not both");
    }
    return role.has("paths")
        ? new Patterns(role.strings("paths", MAX_PATTERNS))
        : new HashPrefixes(role.strings("path_hash_prefixes", MAX_PATTERNS));
  }

  /**
   * Patterns of glob(7), of which a star or a question mark never stands for a slash. Brackets are
   * not patterns here, so that a role is never given more than its delegator meant.
   */
  record Patterns(List<String> patterns) implements PathRule {
    /** Copies. */
    public Patterns {
      patterns = List.copyOf(patterns);
    }

    @Override
    public boolean covers(String target) {
      return patterns.stream().anyMatch(pattern -> matches(pattern, target));
    }

    @Override
    public Map<String, Object> toJson() {
      return Map.of("paths", patterns);
    }

    /** Goes back to the last star only, so that no pattern takes more than its length's square. */
    private static boolean matches(String pattern, String text) {
      int p = 0;
      int t = 0;
      int star = -1;
      int resume = 0;
      while (t < text.length()) {
        char c = text.charAt(t);
        if (p < pattern.length() && pattern.charAt(p) == '*') {
          star = p++;
          resume = t;
        } else if (p < pattern.length()
            && (pattern.charAt(p) == c || (pattern.charAt(p) == '?' && c != '/'))) {
          p++;
          t++;
        } else if (star >= 0 && text.charAt(resume) != '/') {
          p = star + 1;
          t = ++resume;
        } else {
          return false;
        }
      }
      while (p < pattern.length() && pattern.charAt(p) == '*') {
        p++;
      }
      return p == pattern.length();
    }
  }

  /** How the SHA-256 of the target's path begins, in lower-case hexadecimal. */
  record HashPrefixes(List<String> prefixes) implements PathRule {
    /** Copies. */
    public HashPrefixes {
      prefixes = List.copyOf(prefixes);
    }

    @Override
    public Map<String, Object> toJson() {
      return Map.of("path_hash_prefixes", prefixes);
    }

    @Override
    public boolean covers(String target) {
      String hex = hash(target);
      return prefixes.stream().anyMatch(hex::startsWith);
    }
  }

  /** The hash of a target's path. */
  static String hash(String target) {
    return Digest.of(target.getBytes(StandardCharsets.UTF_8)).hex();
  }
}
