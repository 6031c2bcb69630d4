/**
 * A template's text as a tree, after the grammar that Go documents for its package text/template.
 * It may use {@code template.function}, which says which functions there are, and {@code yaml}.
 * Entry: {@link io.holdfast.config.template.tree.Parser}.
 */
@NullMarked
package io.holdfast.config.template.tree;

import org.jspecify.annotations.NullMarked;
