/**
 * The shortest safe way of each node off what is affected or withdrawn: a pure decision over what
 * nodes hold and what is known of releases, and how it is told. It executes nothing. Entry: {@link
 * io.holdfast.inventory.plan.Plan}.
 */
@NullMarked
package io.holdfast.inventory.plan;

import org.jspecify.annotations.NullMarked;
