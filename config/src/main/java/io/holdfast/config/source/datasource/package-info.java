/**
 * Configuration that comes with a machine from outside: what a cloud's metadata service, a labelled
 * disc or a hypervisor says of it. It may use {@code source}, {@code source.http}, {@code action}
 * for checking names and keys, {@code yaml} and {@code host}. Entry: {@link
 * io.holdfast.config.source.datasource.Datasources}; each cloud is a value in {@link
 * io.holdfast.config.source.datasource.Clouds}.
 */
@NullMarked
package io.holdfast.config.source.datasource;

import org.jspecify.annotations.NullMarked;
