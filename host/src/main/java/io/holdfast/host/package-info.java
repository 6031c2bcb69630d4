/**
 * The edge to the operating system that every room shares: outside programs and durable files. It
 * may use nothing of Holdfast. Entries: {@link io.holdfast.host.Command} and {@link
 * io.holdfast.host.DurableFile}.
 */
@NullMarked
package io.holdfast.host;

import org.jspecify.annotations.NullMarked;
