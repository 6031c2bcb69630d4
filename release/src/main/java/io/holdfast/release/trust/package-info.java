/**
 * Who may say what runs: keys, and signatures over manifests, each of one {@link
 * io.holdfast.release.trust.Domain}. It may use manifests, JSON and the host's durable files, and
 * of cryptography only what the Java runtime has. Entries: {@link
 * io.holdfast.release.trust.TrustedKeys} to verify, {@link io.holdfast.release.trust.SigningKey} to
 * sign.
 */
@NullMarked
package io.holdfast.release.trust;

import org.jspecify.annotations.NullMarked;
