/**
 * Shows live what a drill is doing, on a terminal or as plain lines. It may use the values of a
 * drill; entry: {@link io.holdfast.lab.drill.progress.DrillProgress}.
 */
@NullMarked
package io.holdfast.lab.drill.progress;

import org.jspecify.annotations.NullMarked;
