/**
 * YAML as nodes that know their place, read strictly and with every problem named at once. It may
 * use nothing of Holdfast; it works from the parser's events, without reflection and with none of
 * the resolvers' regular expressions, for it runs early in the boot of small machines. Entry:
 * {@link io.holdfast.config.yaml.YamlDocument}.
 */
@NullMarked
package io.holdfast.config.yaml;

import org.jspecify.annotations.NullMarked;
