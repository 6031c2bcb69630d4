/**
 * How inventories are written and read: CycloneDX 1.6 (ECMA-424) as JSON, SPDX 2.3 on request, and
 * the provenance of a build as an in-toto statement. Equal inventories give equal bytes; whatever
 * is read is somebody else's and has bounds. Entries: {@link
 * io.holdfast.inventory.document.CycloneDxWriter}, {@link
 * io.holdfast.inventory.document.CycloneDxReader}.
 */
@NullMarked
package io.holdfast.inventory.document;

import org.jspecify.annotations.NullMarked;
