package io.holdfast.config.source;

import java.util.List;

/** What came of a {@code config_url}, and of those that stand in what came. */
public sealed interface RemoteAnswer {
  /**
   * All of it.
   *
   * @param documents in the order in which they were named; later ones count more
   */
  record Fetched(List<SourceText> documents) implements RemoteAnswer {
    /** Copies. */
    public Fetched {
      documents = List.copyOf(documents);
    }
  }

  /**
   * It will never be right: an address that is none or not safe, or text with another digest.
   *
   * @param reason in words for people, with the address
   */
  record Refused(String reason) implements RemoteAnswer {}

  /**
   * It could not be had now. It may be there later.
   *
   * @param reason in words for people, with the address
   */
  record Unreachable(String reason) implements RemoteAnswer {}
}
