/**
 * Whether this machine is well: the checks, when they run, and what their results mean for a trial.
 * The judgement ({@link io.holdfast.node.health.Assessment}) is a pure function over values; checks
 * touch the machine through {@code host} and name culprits with {@code node.evidence}, and nothing
 * else of {@code node} is used. Main entry: {@link io.holdfast.node.health.HealthRounds}.
 */
@NullMarked
package io.holdfast.node.health;

import org.jspecify.annotations.NullMarked;
