/**
 * The last resort: what a node does by itself once the loader has come to the recovery slot. It
 * joins upgrade, loader and evidence, and has a page of its own; entry: {@link
 * io.holdfast.node.recovery.Recovery}.
 */
@NullMarked
package io.holdfast.node.recovery;

import org.jspecify.annotations.NullMarked;
