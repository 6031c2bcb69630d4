/**
 * Drills: rehearsals of an incident against a real virtual machine, act after act, each with what
 * must come of it. It may use module image and {@code io.holdfast.lab.machine}; entry: {@link
 * io.holdfast.lab.drill.Drill}.
 */
@NullMarked
package io.holdfast.lab.drill;

import org.jspecify.annotations.NullMarked;
