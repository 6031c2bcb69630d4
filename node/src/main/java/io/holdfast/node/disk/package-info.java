/**
 * The node's own disk: its partitions by label, and the paths that the node's parts share. It may
 * use module host and the layout's names; entries: {@link io.holdfast.node.disk.NodeDisk} and
 * {@link io.holdfast.node.disk.NodePaths}.
 */
@NullMarked
package io.holdfast.node.disk;

import org.jspecify.annotations.NullMarked;
