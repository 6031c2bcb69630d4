package io.holdfast.lab.drill.node;

import io.holdfast.release.Digest;

/**
 * What a user of the node cares for.
 *
 * @param file absolute, on the node
 * @param digest of its bytes
 */
public record UserFile(String file, Digest digest) {}
