package io.holdfast.node.health;

import java.time.Duration;

/**
 * One finished run.
 *
 * @param result what it found
 * @param at when it ended, since boot
 */
public record CheckRun(CheckResult result, Duration at) {}
