/**
 * What a repository's signed metadata says to this node: what it vouches for, and what must not
 * run. It may use disk's paths and module release; entry: {@link
 * io.holdfast.node.vouching.Vouching}.
 */
@NullMarked
package io.holdfast.node.vouching;

import org.jspecify.annotations.NullMarked;
