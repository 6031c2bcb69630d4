/**
 * JSON as plain values, read strictly and written always the same way. A thin layer over Jackson's
 * streaming parser, because data binding costs a small machine seconds at start. It may use {@link
 * io.holdfast.release.Printable} alone; entry: {@link io.holdfast.release.json.Json}.
 */
@NullMarked
package io.holdfast.release.json;

import org.jspecify.annotations.NullMarked;
