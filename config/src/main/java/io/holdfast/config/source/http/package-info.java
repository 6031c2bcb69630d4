/**
 * Questions over HTTP whose answers are bounded in time and size, whatever the other side does. It
 * uses the Java runtime's sockets and nothing of Holdfast. Entry: {@link
 * io.holdfast.config.source.http.HttpReader}.
 */
@NullMarked
package io.holdfast.config.source.http;

import org.jspecify.annotations.NullMarked;
