/**
 * What a configuration can do to a machine, each as a value that checks itself and knows where it
 * was declared. It may use {@code account} and, for places, {@code yaml}. Entry: {@link
 * io.holdfast.config.action.Action}.
 */
@NullMarked
package io.holdfast.config.action;

import org.jspecify.annotations.NullMarked;
