/**
 * From a release in a repository to a disk that boots it: which disk, what partitions, and writing
 * them so that an interruption leaves nothing that boots. It may use the tools tree, releases and
 * the host's processes and files. Entry: {@link io.holdfast.image.disk.Installer}.
 */
@NullMarked
package io.holdfast.image.disk;

import org.jspecify.annotations.NullMarked;
