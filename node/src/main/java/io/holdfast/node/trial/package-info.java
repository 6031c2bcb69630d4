@NullMarked
package io.holdfast.node.trial;

import org.jspecify.annotations.NullMarked;
