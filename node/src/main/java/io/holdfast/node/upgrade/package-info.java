/**
 * Bringing a release into the inactive slot: fetched as a stream, written, flushed, read back and
 * verified before anything points at it. It may use loader, settle, trial and module release;
 * entry: {@link io.holdfast.node.upgrade.Upgrade}.
 */
@NullMarked
package io.holdfast.node.upgrade;

import org.jspecify.annotations.NullMarked;
