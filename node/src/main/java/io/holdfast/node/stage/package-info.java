/**
 * Stages of the configuration on a node: running them, what became of each step, and the check that
 * fails with a required one. It may use config and health; entry: {@link
 * io.holdfast.node.stage.Stages}.
 */
@NullMarked
package io.holdfast.node.stage;

import org.jspecify.annotations.NullMarked;
