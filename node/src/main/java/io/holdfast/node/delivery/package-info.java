/**
 * Brings content to a node: from a repository to the mark of its trial. It may use content, settle
 * and trial; entry: {@link io.holdfast.node.delivery.ContentDelivery}.
 */
@NullMarked
package io.holdfast.node.delivery;

import org.jspecify.annotations.NullMarked;
