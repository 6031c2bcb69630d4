/**
 * The files in which a system keeps its accounts (passwd, group, shadow, gshadow), as values:
 * lines, edited one at a time, and the hashes of passwords. Pure; it may use nothing of Holdfast
 * but {@code yaml} for the wording of messages. Entry: {@link
 * io.holdfast.config.account.AccountTable}.
 */
@NullMarked
package io.holdfast.config.account;

import org.jspecify.annotations.NullMarked;
