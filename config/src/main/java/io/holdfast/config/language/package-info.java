/**
 * The cloud-config language, defined once: every key with its form, meaning, default, example and
 * what Holdfast does with it, and all that follows from that definition, which is the check of a
 * file, the JSON Schema and the reference pages. It may use {@code action}, {@code cloud}, {@code
 * content} and {@code yaml}, and is never loaded by the early start of a node. Entries: {@link
 * io.holdfast.config.language.Language} and {@link io.holdfast.config.language.Check}.
 */
@NullMarked
package io.holdfast.config.language;

import org.jspecify.annotations.NullMarked;
