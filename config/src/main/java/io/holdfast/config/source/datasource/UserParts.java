package io.holdfast.config.source.datasource;

import java.util.List;

/**
 * What a person gave a machine to begin with, taken apart.
 *
 * @param parts in their order; none if nothing was given
 * @param ignored what else was there, each with the reason why it is not used
 */
public record UserParts(List<Part> parts, List<String> ignored) {
  /** Nothing was given. */
  public static final UserParts NONE = new UserParts(List.of(), List.of());

  /** One document of it. */
  public sealed interface Part {
    /** As it was given. */
    String text();
  }

  /** A document of configuration. */
  public record Document(String text) implements Part {}

  /** A program with {@code #!} in its first line; it runs once in each boot. */
  public record Script(String text) implements Part {}

  /** Copies. */
  public UserParts {
    parts = List.copyOf(parts);
    ignored = List.copyOf(ignored);
  }
}
