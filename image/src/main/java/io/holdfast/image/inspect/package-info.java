/**
 * Looks at what somebody found somewhere, be it a release, a kernel image, a disk or a repository:
 * what it is, who signed it, what is in it, and whether it is whole. It needs no privileges and
 * changes nothing. Entry: {@link io.holdfast.image.inspect.Inspector}.
 */
@NullMarked
package io.holdfast.image.inspect;

import org.jspecify.annotations.NullMarked;
