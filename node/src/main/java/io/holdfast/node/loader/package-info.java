/**
 * The loader's side of a node: entries and unified kernel images on the EFI system partition, and
 * what the loader says it booted. It makes right what package trial wants; entries: {@link
 * io.holdfast.node.loader.Esp} and {@link io.holdfast.node.loader.LoaderVariables}.
 */
@NullMarked
package io.holdfast.node.loader;

import org.jspecify.annotations.NullMarked;
