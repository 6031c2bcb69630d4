/**
 * The tools tree: a folder with a small Debian 13 whose programs build images and run virtual
 * machines, so that hosts need little and results do not depend on them. It may use {@code
 * io.holdfast.host} only. Entry: {@link io.holdfast.image.tools.ToolsTree}.
 */
@NullMarked
package io.holdfast.image.tools;

import org.jspecify.annotations.NullMarked;
