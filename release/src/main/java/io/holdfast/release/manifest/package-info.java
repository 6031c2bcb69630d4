/**
 * What a release is made of, as one signed document lists it. It may use digests, versions and
 * JSON, and knows neither keys nor places. Entry: {@link
 * io.holdfast.release.manifest.Manifest#parse}.
 */
@NullMarked
package io.holdfast.release.manifest;

import org.jspecify.annotations.NullMarked;
