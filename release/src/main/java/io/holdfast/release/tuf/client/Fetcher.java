package io.holdfast.release.tuf.client;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The files of a repository, by paths below its address, which are percent-encoded. Nothing that it
 * gives is believed. It never waits for ever: a server that is silent, or sends too slowly to be of
 * use, is a failure.
 */
public interface Fetcher {

  /**
   * All bytes of a small file.
   *
   * @param mostBytes more are not read
   * @return null if there is no such file
   * @throws TooLargeException if it has more
   * @throws IOException if it cannot be fetched; it may work later
   */
  byte @Nullable [] fetch(String path, int mostBytes) throws IOException;

  /**
   * The bytes of a large file.
   *
   * @param length how many it must have; more are never given
   * @return null if there is no such file
   * @throws IOException as for {@link #fetch}; also if it is known already to have another length
   */
  @Nullable InputStream open(String path, long length) throws IOException;

  /** Where the files are, for messages. */
  String describe();
}
