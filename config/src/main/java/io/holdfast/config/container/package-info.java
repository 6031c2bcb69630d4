/**
 * Images of containers: how one is named, and which layers it has, each checked against its digest.
 * Entry: {@link io.holdfast.config.container.ContainerImage}.
 */
@NullMarked
package io.holdfast.config.container;

import org.jspecify.annotations.NullMarked;
