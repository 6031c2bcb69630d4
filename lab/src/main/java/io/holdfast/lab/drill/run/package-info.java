/**
 * Plays one run of an act on one node: breaks it, waits until it has settled, and looks whether
 * everything is as it must be. It may use the values of a drill and the node seen from outside;
 * entry: {@link io.holdfast.lab.drill.run.RunDirector}.
 */
@NullMarked
package io.holdfast.lab.drill.run;

import org.jspecify.annotations.NullMarked;
