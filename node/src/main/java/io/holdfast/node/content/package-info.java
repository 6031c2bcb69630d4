/**
 * The content that a node keeps: versions of each channel on the persistent partition, and which of
 * them its consumer sees. It may use {@code disk}, module host, and names and digests of modules
 * config and release; what is fetched, tried and committed is decided elsewhere. Entry: {@link
 * io.holdfast.node.content.ContentStore}.
 *
 * <pre>
 * CHANNEL/DIGEST/        a whole version, written, flushed and read back; never changed
 * CHANNEL/current        a link to the version that the consumer sees
 * CHANNEL/.new-DIGEST/   being written
 * CHANNEL/.old-DIGEST/   being deleted
 * CHANNEL/.current.new   a link that is about to become current
 * </pre>
 *
 * A machine that dies at any moment leaves the first two as they were before or after, and perhaps
 * some of the others, which nobody reads and {@link io.holdfast.node.content.ContentStore#keepOnly}
 * removes.
 */
@NullMarked
package io.holdfast.node.content;

import org.jspecify.annotations.NullMarked;
