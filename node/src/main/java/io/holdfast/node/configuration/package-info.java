/**
 * The configuration as a part of a generation: what lies there, what is held, what is in effect and
 * says, and how a delivered one takes the place of the one that lies there. It may use trial and
 * disk; entries: {@link io.holdfast.node.configuration.NodeConfiguration}, {@link
 * io.holdfast.node.configuration.ConfigurationStore} and {@link
 * io.holdfast.node.configuration.ConfigurationReplacement}.
 */
@NullMarked
package io.holdfast.node.configuration;

import org.jspecify.annotations.NullMarked;
