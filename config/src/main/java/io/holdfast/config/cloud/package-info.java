/**
 * The cloud-config of Kairos as far as Holdfast supports it: files to one checked value, and every
 * key it does not support named with its line. It may use {@code action}, {@code content}, {@code
 * yaml} and {@code host}. Entry: {@link io.holdfast.config.cloud.CloudConfig}.
 */
@NullMarked
package io.holdfast.config.cloud;

import org.jspecify.annotations.NullMarked;
