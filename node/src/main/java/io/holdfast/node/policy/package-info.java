/**
 * What a node makes of what its operator decided: the file that keeps it from start to start, which
 * keys count, whether a change may begin now, and what is a problem. It may use disk, evidence,
 * health and trial. Entry: {@link io.holdfast.node.policy.NodePolicy}.
 */
@NullMarked
package io.holdfast.node.policy;

import org.jspecify.annotations.NullMarked;
