/**
 * Channels of content as they are declared in a recipe or a configuration: whose content is taken,
 * where it is read, and what follows a change; fetching, keeping and judging it is the node's. It
 * may use {@code action}, {@code health} and {@code yaml}. Entries: {@link
 * io.holdfast.config.content.ContentChannel} and {@link
 * io.holdfast.config.content.ContentChannels}, their form in YAML.
 */
@NullMarked
package io.holdfast.config.content;

import org.jspecify.annotations.NullMarked;
