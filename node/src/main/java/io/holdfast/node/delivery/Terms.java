package io.holdfast.node.delivery;

import io.holdfast.release.content.ContentKeys;
import java.time.Duration;

/**
 * What a channel asks of whatever is delivered on it.
 *
 * @param keys who may sign
 * @param maxBytes the most that one version may hold
 * @param minInterval the shortest time between two changes, from zero
 */
record Terms(ContentKeys keys, long maxBytes, Duration minInterval) {}
