/**
 * From a release in a repository to a medium (an ISO image) that boots, installs the release by
 * itself, or as a person answers it, and switches the machine off. It may use the build steps of
 * images, the installer's choice of a release and the tools tree; entry: {@link
 * io.holdfast.image.medium.MediumBuilder}.
 */
@NullMarked
package io.holdfast.image.medium;

import org.jspecify.annotations.NullMarked;
