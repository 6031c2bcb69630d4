/**
 * What a node does itself about something withdrawn that it runs: the shortest safe way off it, by
 * the trials that there are, or containment. The decision is a function of values; the effects use
 * upgrade, delivery and vouching. Entry: {@link io.holdfast.node.withdrawal.Following}.
 */
@NullMarked
package io.holdfast.node.withdrawal;

import org.jspecify.annotations.NullMarked;
