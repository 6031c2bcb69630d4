/**
 * Processes of a machine: started so that none outlives the one who started it, and told apart from
 * later processes with the same number. It may use {@code io.holdfast.host}. Entry: {@link
 * io.holdfast.lab.machine.process.BoundProcess}.
 */
@NullMarked
package io.holdfast.lab.machine.process;

import org.jspecify.annotations.NullMarked;
