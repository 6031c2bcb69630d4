/**
 * Where releases and content come from: plain directories of signed manifests and of files named by
 * digest, on a disk or behind any web server. It may use manifests, content, signatures, JSON and
 * the host's durable files; it never decides whom to trust. Entries: {@link
 * io.holdfast.release.repository.Repository#at} to read, {@link
 * io.holdfast.release.repository.RepositoryWriter#open} to publish, {@link
 * io.holdfast.release.repository.ContentPublication} to publish a folder as content.
 */
@NullMarked
package io.holdfast.release.repository;

import org.jspecify.annotations.NullMarked;
