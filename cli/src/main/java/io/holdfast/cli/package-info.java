/**
 * The {@code holdfast} command on a workstation: each class parses, calls one method of a room
 * below, and prints. It may use every module; entry: {@link io.holdfast.cli.Holdfast}.
 */
@NullMarked
package io.holdfast.cli;

import org.jspecify.annotations.NullMarked;
