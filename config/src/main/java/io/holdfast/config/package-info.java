/**
 * What a person declares for a machine, from text to a plan of actions. It may use {@code host} and
 * nothing else of Holdfast. Its rooms: {@code yaml} reads text with places, {@code language} says
 * what may be written, {@code explain} what is meant, {@code template} fills texts with {@code
 * facts} of the machine, {@code source} is where else one comes from, {@code health} are the
 * declared checks, {@code content} the declared channels, {@code account} the files of accounts,
 * {@code action} what can be done, {@code disk} what becomes of a disk, {@code container} reads
 * images of containers, {@code cloud} the cloud-config, {@code apply} does it, and {@code draft}
 * writes a first one.
 */
@NullMarked
package io.holdfast.config;

import org.jspecify.annotations.NullMarked;
