/**
 * Where imported documents are kept: a folder with each under its digest, as it was. It uses {@link
 * io.holdfast.inventory.advisory.format}. Entry: {@link
 * io.holdfast.inventory.advisory.store.AdvisoryStore}.
 */
@NullMarked
package io.holdfast.inventory.advisory.store;

import org.jspecify.annotations.NullMarked;
