/**
 * Questions to inventories: who carries a package, a file, or a digest. A question is a value,
 * asked of an inventory in memory or of the index. Entry: {@link
 * io.holdfast.inventory.query.Query}.
 */
@NullMarked
package io.holdfast.inventory.query;

import org.jspecify.annotations.NullMarked;
