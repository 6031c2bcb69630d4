/**
 * Whether a node may start to install a release: one decision over values, the same on a node, in a
 * test and in a plan. It may use digests, versions and manifests, and does nothing. Entry: {@link
 * io.holdfast.release.admission.Admission#decide}.
 */
@NullMarked
package io.holdfast.release.admission;

import org.jspecify.annotations.NullMarked;
