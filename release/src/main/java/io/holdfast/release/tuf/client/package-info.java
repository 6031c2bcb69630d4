/**
 * The client of a TUF repository: the workflow of the specification (section 5) over a {@link
 * io.holdfast.release.tuf.client.Fetcher} and a folder of metadata that is believed. It may use the
 * metadata, and the host's durable files; entry: {@link io.holdfast.release.tuf.client.Updater}.
 */
@NullMarked
package io.holdfast.release.tuf.client;

import org.jspecify.annotations.NullMarked;
