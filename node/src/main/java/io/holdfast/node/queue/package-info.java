/**
 * Taking the changes that waited, once nothing is on trial. It joins upgrade and delivery; entry:
 * {@link io.holdfast.node.queue.QueueTaker}.
 */
@NullMarked
package io.holdfast.node.queue;

import org.jspecify.annotations.NullMarked;
