/**
 * What a machine says of itself, as templates see it under {@code .Values}: names and structure are
 * those that Kairos's templates have. It may use nothing of Holdfast, and only reads below the root
 * that it is given. Entry: {@link io.holdfast.config.facts.MachineFacts}.
 */
@NullMarked
package io.holdfast.config.facts;

import org.jspecify.annotations.NullMarked;
