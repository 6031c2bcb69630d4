/**
 * What a drill needs before its first act: keys, releases, a node that is installed, healthy and
 * has user data, and its snapshot; all kept in the cache by what they are made from. It may use
 * {@code io.holdfast.image}, {@code io.holdfast.lab.machine} and the node seen from outside; entry:
 * {@link io.holdfast.lab.drill.prepare.Preparation}.
 */
@NullMarked
package io.holdfast.lab.drill.prepare;

import org.jspecify.annotations.NullMarked;
