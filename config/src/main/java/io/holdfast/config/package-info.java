/**
 * What a person declares for a machine, from text to a plan of actions. It may use {@code host} and
 * nothing else of Holdfast. Its rooms: {@code yaml} reads text with places, {@code health} the
 * declared checks, {@code content} the declared channels, {@code cloud} the cloud-config, {@code
 * source} where else one comes from, {@code apply} turns that into what is done.
 */
@NullMarked
package io.holdfast.config;

import org.jspecify.annotations.NullMarked;
