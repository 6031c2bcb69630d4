/**
 * The doing of what package trial decides: loader, evidence and restart, in the order asked for. It
 * may use trial, state and loader; entry: {@link io.holdfast.node.settle.Steps}.
 */
@NullMarked
package io.holdfast.node.settle;

import org.jspecify.annotations.NullMarked;
