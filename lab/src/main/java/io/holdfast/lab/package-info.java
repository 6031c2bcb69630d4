/**
 * Virtual machines as test equipment: boot, type, cut power, snapshot; drills. It may use every
 * room but {@code cli}. Entry for one machine: {@link io.holdfast.lab.machine.VirtualMachine}.
 */
@NullMarked
package io.holdfast.lab;

import org.jspecify.annotations.NullMarked;
