/**
 * The drill march-2024: a back door is found in a package that releases carry. Who carries it is
 * named, what carries it is withdrawn, and the nodes get off it. It may use the other drill's
 * parts; entry: {@link io.holdfast.lab.drill.march.MarchDrill}.
 */
@NullMarked
package io.holdfast.lab.drill.march;

import org.jspecify.annotations.NullMarked;
