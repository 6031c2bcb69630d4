/**
 * From a folder to an extension of the system in a repository. It may use the image builder's tar
 * and file system, keys and tools, and what releases say of extensions. Entry: {@link
 * io.holdfast.image.extension.ExtensionPublication}.
 */
@NullMarked
package io.holdfast.image.extension;

import org.jspecify.annotations.NullMarked;
