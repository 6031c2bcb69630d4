/**
 * Where a release's parts lie on a disk: the names that the installer writes, the node reads and
 * the initrd looks for. Formats and names only, no disk is touched here. Entries: {@link
 * io.holdfast.release.layout.DiskLayout} and {@link io.holdfast.release.layout.LoaderEntry}.
 */
@NullMarked
package io.holdfast.release.layout;

import org.jspecify.annotations.NullMarked;
