package io.holdfast.config.container;

/**
 * One layer of an image: a tar, plain or compressed.
 *
 * @param path where it lies among the image's {@link Blobs}
 * @param digest that it must have
 * @param isOfTar true if the digest is that of the tar, false if it is of the bytes as they lie
 */
public record Layer(String path, String digest, boolean isOfTar) {}
