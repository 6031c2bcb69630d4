/**
 * Where a machine's configuration comes from besides the files in its folders, and which counts
 * more: the kernel's command line, an address, a datasource (below, in {@code datasource}). It may
 * use {@code yaml} and {@code source.http}; what it makes are texts of documents, and it knows
 * nothing of what may stand in one. Entries: {@link io.holdfast.config.source.KernelCommandLine},
 * {@link io.holdfast.config.source.RemoteConfig}, {@link io.holdfast.config.source.Precedence}.
 */
@NullMarked
package io.holdfast.config.source;

import org.jspecify.annotations.NullMarked;
