/**
 * A first configuration as a person is asked for it: the questions, which answers are good, and the
 * commented file that they come to. It may use {@code action}, {@code cloud}, {@code language},
 * {@code source}, {@code template} and {@code yaml}, and neither asks nor writes anything itself.
 * Entries: {@link io.holdfast.config.draft.Answers} and {@link io.holdfast.config.draft.Draft}.
 */
@NullMarked
package io.holdfast.config.draft;

import org.jspecify.annotations.NullMarked;
