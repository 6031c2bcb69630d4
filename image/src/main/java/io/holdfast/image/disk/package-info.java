/**
 * From a release in a repository to a disk that boots it: the plan in values, the writing through
 * systemd-repart. It may use tools of this module and module release; entry: {@link
 * io.holdfast.image.disk.Installer}.
 */
@NullMarked
package io.holdfast.image.disk;

import org.jspecify.annotations.NullMarked;
