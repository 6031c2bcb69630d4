/**
 * What may run and where it comes from: manifests, signatures, repositories. It knows of no machine
 * and decides in values. Entries: {@link io.holdfast.release.Digest} and the packages below.
 */
@NullMarked
package io.holdfast.release;

import org.jspecify.annotations.NullMarked;
