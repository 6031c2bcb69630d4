/**
 * Brings content, extensions and configurations to a node: from a repository to the mark of their
 * trial. It may use content, configuration, settle and trial; entries: {@link
 * io.holdfast.node.delivery.ContentDelivery} and {@link
 * io.holdfast.node.delivery.ConfigurationDelivery}.
 */
@NullMarked
package io.holdfast.node.delivery;

import org.jspecify.annotations.NullMarked;
