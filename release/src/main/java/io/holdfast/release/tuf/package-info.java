/**
 * The metadata of The Update Framework (TUF, specification 1.0.x) as values, and every decision
 * about it: who signed, what is older, what is expired, who may speak for a target. No files and no
 * network. It may use JSON, digests and {@link io.holdfast.release.trust}'s PEM; entry: {@link
 * io.holdfast.release.tuf.TrustedMetadata}.
 */
@NullMarked
package io.holdfast.release.tuf;

import org.jspecify.annotations.NullMarked;
