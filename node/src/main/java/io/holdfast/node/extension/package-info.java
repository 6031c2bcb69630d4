/**
 * Extensions on a node: where systemd finds those of the generation that runs, whether they are
 * laid over it, and whether one fits. It may use content, health and trial. Entry: {@link
 * io.holdfast.node.extension.Extensions}.
 */
@NullMarked
package io.holdfast.node.extension;

import org.jspecify.annotations.NullMarked;
