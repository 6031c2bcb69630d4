/**
 * What a person declares for a machine, from text to a plan of actions. It may use {@code host} and
 * nothing else of Holdfast. Its rooms: {@code yaml} reads text with places, {@code health} the
 * declared checks, {@code content} the declared channels, {@code account} the files of accounts,
 * {@code action} what can be done, {@code cloud} the cloud-config, {@code apply} does it.
 */
@NullMarked
package io.holdfast.config;

import org.jspecify.annotations.NullMarked;
