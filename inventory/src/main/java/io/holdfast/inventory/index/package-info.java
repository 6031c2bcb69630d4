/**
 * Who carries what: releases, extensions and content by packages and files, and nodes by the
 * releases that they hold, in an SQLite file that can always be made again from what was imported.
 * Entry: {@link io.holdfast.inventory.index.CarrierIndex}.
 */
@NullMarked
package io.holdfast.inventory.index;

import org.jspecify.annotations.NullMarked;
