/**
 * Reads what a root file system is made of: packages from the databases of dpkg, rpm and apk, Java
 * libraries from jars, and the digest of every file. All that comes in is somebody else's, so every
 * reader has bounds. Main entry: {@link io.holdfast.inventory.collect.RootScan}, and {@link
 * io.holdfast.inventory.collect.RootReader} for whole trees and tars.
 */
@NullMarked
package io.holdfast.inventory.collect;

import org.jspecify.annotations.NullMarked;
