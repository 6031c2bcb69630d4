/**
 * What a release is made from, as its author writes it. Values and their reader; nothing is built
 * here. Entry: {@link io.holdfast.image.recipe.Recipe}.
 */
@NullMarked
package io.holdfast.image.recipe;

import org.jspecify.annotations.NullMarked;
