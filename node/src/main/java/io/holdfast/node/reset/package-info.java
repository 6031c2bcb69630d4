/**
 * Bringing a node back to the state it was installed in. Here is decided what goes and stays, and a
 * durable mark is made; the initrd does it at the next start, before anything of it is in use.
 * Entry: {@link io.holdfast.node.reset.Reset}.
 */
@NullMarked
package io.holdfast.node.reset;

import org.jspecify.annotations.NullMarked;
