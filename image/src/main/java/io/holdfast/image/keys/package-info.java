/**
 * The private keys of who publishes releases: a folder outside every repository, made once and kept
 * safe. It may use {@code io.holdfast.release.trust}, the host's durable files and Bouncy Castle.
 * Entry: {@link io.holdfast.image.keys.KeyFolder}.
 */
@NullMarked
package io.holdfast.image.keys;

import org.jspecify.annotations.NullMarked;
