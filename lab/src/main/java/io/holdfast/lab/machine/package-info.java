/**
 * One virtual machine: what it is made of, starting it, its power, its snapshots. It may use {@code
 * io.holdfast.image.tools}, {@code io.holdfast.host} and the packages below it. Entry: {@link
 * io.holdfast.lab.machine.VirtualMachine}.
 */
@NullMarked
package io.holdfast.lab.machine;

import org.jspecify.annotations.NullMarked;
