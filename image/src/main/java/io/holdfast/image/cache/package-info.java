/**
 * Finished steps of a build, kept by the fingerprint of their inputs, so that nothing is made
 * twice. It uses digests and nothing else of Holdfast; entry: {@link
 * io.holdfast.image.cache.BuildCache}.
 */
@NullMarked
package io.holdfast.image.cache;

import org.jspecify.annotations.NullMarked;
