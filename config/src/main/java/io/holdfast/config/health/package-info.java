/**
 * Health checks as they are declared in a recipe or a configuration: what to run, how often, and
 * whether a trial stands or falls with it; running and judging them is the node's. It may use
 * {@code io.holdfast.config.yaml}. Entries: {@link io.holdfast.config.health.HealthCheck} and
 * {@link io.holdfast.config.health.HealthChecks}, their form in YAML.
 */
@NullMarked
package io.holdfast.config.health;

import org.jspecify.annotations.NullMarked;
