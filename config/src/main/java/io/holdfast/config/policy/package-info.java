/**
 * What an operator decides about a node itself, as a configuration declares it: where it stands,
 * when it may change, which keys and extensions it takes. Pure values with their readers; what
 * follows from them is the node's. It may use {@code yaml}. Entry: {@link
 * io.holdfast.config.policy.Policy}.
 */
@NullMarked
package io.holdfast.config.policy;

import org.jspecify.annotations.NullMarked;
