@NullMarked
package io.holdfast.release;

import org.jspecify.annotations.NullMarked;
