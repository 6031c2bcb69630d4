/**
 * What is on a disk, and what becomes of it when a configuration wants partitions there: decided
 * here, in values, before anything is written. Entry: {@link io.holdfast.config.disk.LayoutPlan}.
 */
@NullMarked
package io.holdfast.config.disk;

import org.jspecify.annotations.NullMarked;
