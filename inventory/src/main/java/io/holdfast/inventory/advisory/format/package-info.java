/**
 * Documents of others as {@link io.holdfast.inventory.advisory.Advisory} and {@link
 * io.holdfast.inventory.advisory.CarriedPackage}: OSV, CSAF, CycloneDX; and one's own records as
 * OSV. Reads within bounds and refuses in words. Entry: {@link
 * io.holdfast.inventory.advisory.format.AdvisoryReader}.
 */
@NullMarked
package io.holdfast.inventory.advisory.format;

import org.jspecify.annotations.NullMarked;
