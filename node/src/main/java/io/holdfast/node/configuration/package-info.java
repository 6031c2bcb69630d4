/**
 * The configuration as a part of a generation: what lies there, what is held, what is in effect. It
 * may use trial and disk; entry: {@link io.holdfast.node.configuration.ConfigurationStore}.
 */
@NullMarked
package io.holdfast.node.configuration;

import org.jspecify.annotations.NullMarked;
