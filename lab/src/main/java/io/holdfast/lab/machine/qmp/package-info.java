/**
 * QEMU's machine protocol (QMP): commands, replies and events as JSON over a unix socket. It may
 * use {@code io.holdfast.release.json}. Entry: {@link io.holdfast.lab.machine.qmp.QmpConnection}.
 */
@NullMarked
package io.holdfast.lab.machine.qmp;

import org.jspecify.annotations.NullMarked;
