/**
 * Extensions of the system: images that are laid over {@code /usr} and {@code /opt} at a start
 * (systemd-sysext(8)). They are delivered as content of a channel of their own, signed with the
 * release key. Here is what such content holds, and which system an extension fits. It may use
 * content and signatures, and knows no machine. Entry: {@link
 * io.holdfast.release.extension.ExtensionManifest}.
 */
@NullMarked
package io.holdfast.release.extension;

import org.jspecify.annotations.NullMarked;
