/**
 * From a configuration to what is done in a stage of the boot, and doing it. Planning is pure and
 * may use {@code cloud} and {@code action}; doing goes through {@link
 * io.holdfast.config.apply.Machine}, whose real form uses {@code host}. Entry: {@link
 * io.holdfast.config.apply.StagePlan}.
 */
@NullMarked
package io.holdfast.config.apply;

import org.jspecify.annotations.NullMarked;
