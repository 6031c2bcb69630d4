/**
 * What nodes say of themselves: which releases they hold, and in which role, as signed statements.
 * Entry: {@link io.holdfast.inventory.statement.NodeStatement}.
 */
@NullMarked
package io.holdfast.inventory.statement;

import org.jspecify.annotations.NullMarked;
