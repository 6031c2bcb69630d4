/**
 * A machine's serial lines: what its console prints and a root shell that waits on the second line.
 * It may use nothing of Holdfast. Entries: {@link io.holdfast.lab.machine.serial.SerialConsole} and
 * {@link io.holdfast.lab.machine.serial.ControlShell}.
 */
@NullMarked
package io.holdfast.lab.machine.serial;

import org.jspecify.annotations.NullMarked;
