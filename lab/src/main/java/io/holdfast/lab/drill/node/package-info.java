/**
 * A node under drill, seen from outside: its shell, its console, its power, and a record of what
 * happened to it. It may use {@code io.holdfast.lab.machine} and the values of a drill; entry:
 * {@link io.holdfast.lab.drill.node.DrilledNode}.
 */
@NullMarked
package io.holdfast.lab.drill.node;

import org.jspecify.annotations.NullMarked;
