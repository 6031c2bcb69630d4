/**
 * What is known to be wrong with packages, and whether one package is meant: records of any format
 * as values, and the decision as a pure function. It uses {@link
 * io.holdfast.inventory.version.VersionOrder}; entries: {@link
 * io.holdfast.inventory.advisory.Matching} for one record, {@link
 * io.holdfast.inventory.advisory.Issue} for all that speak of the same thing.
 */
@NullMarked
package io.holdfast.inventory.advisory;

import org.jspecify.annotations.NullMarked;
