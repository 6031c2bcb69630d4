/**
 * The early start: what the initrd runs before anything of the release does. It settles the trial
 * with package trial's decisions, keeps evidence, and applies the early stages of the
 * configuration. Entry: {@link io.holdfast.node.boot.EarlyStart}.
 */
@NullMarked
package io.holdfast.node.boot;

import org.jspecify.annotations.NullMarked;
