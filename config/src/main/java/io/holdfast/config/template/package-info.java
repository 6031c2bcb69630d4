/**
 * Templates in configurations: Go's template language with the functions of sprig that Kairos's
 * configurations use, within fixed limits and with every mistake at its place. It may use {@code
 * template.tree}, {@code template.function} and {@code yaml}, and reads nothing but what it is
 * given. Entry: {@link io.holdfast.config.template.Template}.
 */
@NullMarked
package io.holdfast.config.template;

import org.jspecify.annotations.NullMarked;
