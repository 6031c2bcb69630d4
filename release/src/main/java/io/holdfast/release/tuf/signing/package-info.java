/**
 * The signing side of a repository's metadata: keys of roles, and every change that they sign. It
 * may use the metadata, the repository, admission's statements, trust, and the host's durable
 * files; entry: {@link io.holdfast.release.tuf.signing.SignedRepository}.
 */
@NullMarked
package io.holdfast.release.tuf.signing;

import org.jspecify.annotations.NullMarked;
