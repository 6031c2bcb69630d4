/**
 * The functions that templates may call: those of Go's text/template and those of the library sprig
 * that Kairos's configurations see, over plain values (null, Boolean, Long, Double, String, List,
 * Map, Instant, {@link io.holdfast.config.template.function.SemanticVersion}). It may use {@code
 * yaml}, a JSON parser and a regular-expression library; nothing here reads a file, the network, a
 * clock or the environment. Entry: {@link io.holdfast.config.template.function.Functions}.
 */
@NullMarked
package io.holdfast.config.template.function;

import org.jspecify.annotations.NullMarked;
