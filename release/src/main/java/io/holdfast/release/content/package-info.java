/**
 * Versioned data that changes faster than releases, delivered on a named channel: what a version
 * holds, as one signed document lists it, who may sign it, and what of a folder may become content.
 * Content is plain files and nothing else: no links, no devices, no permissions, nothing that can
 * be started. It may use digests, versions, JSON and signatures, and knows no place where content
 * comes from. Entries: {@link io.holdfast.release.content.ContentKeys} to verify, {@link
 * io.holdfast.release.content.ContentFolder} to publish.
 */
@NullMarked
package io.holdfast.release.content;

import org.jspecify.annotations.NullMarked;
