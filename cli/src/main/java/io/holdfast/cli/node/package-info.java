/**
 * The {@code holdfast} command on a node, and what the machine itself starts there. It may use
 * module node and what node uses, and nothing that only a workstation has; entry: {@link
 * io.holdfast.cli.node.NodeCommand}.
 */
@NullMarked
package io.holdfast.cli.node;

import org.jspecify.annotations.NullMarked;
