/**
 * Health checks as they are declared in a recipe or a configuration: what to run, how often, and
 * whether a trial stands or falls with it. Running and judging them is the node's. Entry: {@link
 * io.holdfast.config.health.HealthCheck}.
 */
@NullMarked
package io.holdfast.config.health;

import org.jspecify.annotations.NullMarked;
