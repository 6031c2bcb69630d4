/**
 * What is in a release, an extension or content, what is known to be wrong with it, and who carries
 * it. For workstations and servers: a node takes no part of it along. It knows of no machine and
 * decides in values.
 */
@NullMarked
package io.holdfast.inventory;

import org.jspecify.annotations.NullMarked;
