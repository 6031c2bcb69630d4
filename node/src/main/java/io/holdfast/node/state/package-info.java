/**
 * The node's state on disk: two checksummed copies, written in turn, and a lock so that daemon and
 * commands decide one after the other. It may use {@link io.holdfast.node.trial}, which decides
 * what the state becomes, and durable files. Main entry: {@link io.holdfast.node.state.StateStore}.
 */
@NullMarked
package io.holdfast.node.state;

import org.jspecify.annotations.NullMarked;
