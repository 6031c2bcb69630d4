/**
 * What a node says of itself: status, history, drift. Values made from the state and from what lies
 * on disk; nothing is changed here. Entries: {@link io.holdfast.node.status.NodeStatus} and {@link
 * io.holdfast.node.status.Drift}.
 */
@NullMarked
package io.holdfast.node.status;

import org.jspecify.annotations.NullMarked;
