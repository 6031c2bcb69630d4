/**
 * Which of two versions is the newer, as each ecosystem itself says it: dpkg, rpm, apk, Maven and
 * semantic versions. Pure functions of texts; it uses nothing else of Holdfast. Entry: {@link
 * io.holdfast.inventory.version.VersionOrder}.
 */
@NullMarked
package io.holdfast.inventory.version;

import org.jspecify.annotations.NullMarked;
