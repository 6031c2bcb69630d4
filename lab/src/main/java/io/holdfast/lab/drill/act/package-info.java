/**
 * What a drill consists of and what came of it, as values: acts, what each breaks and expects, what
 * was seen, and the figures drawn from that. It may use {@code io.holdfast.release} alone; main
 * entries: {@link io.holdfast.lab.drill.act.Act} and {@link io.holdfast.lab.drill.act.DrillResult}.
 */
@NullMarked
package io.holdfast.lab.drill.act;

import org.jspecify.annotations.NullMarked;
