/**
 * What a node says of itself to those who are to believe it: which releases it holds, signed by a
 * key of its own. It may use state, policy and module release; entry: {@link
 * io.holdfast.node.statement.OwnStatement}.
 */
@NullMarked
package io.holdfast.node.statement;

import org.jspecify.annotations.NullMarked;
