/**
 * What a configuration of several files comes to: the merged result, in which each value knows the
 * line that set it and what that overrode, and the difference of two such results. It may use
 * {@code language} and {@code yaml}. Entry: {@link io.holdfast.config.explain.Merged}.
 */
@NullMarked
package io.holdfast.config.explain;

import org.jspecify.annotations.NullMarked;
