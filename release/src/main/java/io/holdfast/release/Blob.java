package io.holdfast.release;

/**
 * One file as a manifest names it: a repository stores it once under the digest of its bytes,
 * whatever it is for. Implementations are immutable.
 */
public interface Blob {

  /** Of all its bytes. */
  Digest digest();

  /** In bytes, from 0. */
  long size();

  /** What it is, for messages, in the middle of a sentence; printable, at most 100 characters. */
  String describe();
}
