@NullMarked
package io.holdfast.image;

import org.jspecify.annotations.NullMarked;
