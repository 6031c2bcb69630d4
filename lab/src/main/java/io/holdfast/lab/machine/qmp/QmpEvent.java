package io.holdfast.lab.machine.qmp;

import io.holdfast.release.json.JsonObject;
import java.time.Instant;

/**
 * Something that QEMU tells unasked.
 *
 * @param name as in QEMU's QMP reference: RESET, SHUTDOWN, WATCHDOG, JOB_STATUS_CHANGE...
 * @param at by the host's clock
 * @param data what belongs to it; empty if nothing does
 */
public record QmpEvent(String name, Instant at, JsonObject data) {}
