/**
 * The cloud-config of Kairos: files to one checked value with the steps of every stage, and what is
 * known and will not be done noted with its line. It may use {@code account}, {@code action},
 * {@code content}, {@code health}, {@code policy}, {@code source}, {@code yaml} and {@code host}.
 * Entry: {@link io.holdfast.config.cloud.CloudConfig}.
 */
@NullMarked
package io.holdfast.config.cloud;

import org.jspecify.annotations.NullMarked;
