/**
 * The daemon that judges the running generation: runs the health checks, and commits or reverts. It
 * joins trial, health, evidence and loader; entry: {@link io.holdfast.node.agent.Agent}.
 */
@NullMarked
package io.holdfast.node.agent;

import org.jspecify.annotations.NullMarked;
