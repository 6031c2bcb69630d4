/**
 * The tables of the index, in SQLite or in PostgreSQL: transactions, questions and rows by the
 * many. What differs between the two is in one class each. It knows nothing of what the rows mean.
 * Entry: {@link io.holdfast.inventory.index.database.Database}.
 */
@NullMarked
package io.holdfast.inventory.index.database;

import org.jspecify.annotations.NullMarked;
