package io.holdfast.config.content;

import io.holdfast.config.action.TargetPath;
import io.holdfast.config.action.UnitName;
import io.holdfast.config.health.HealthCheck;
import io.holdfast.config.yaml.Quoted;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One declared channel of content: versioned data that changes faster than releases.
 *
 * @param name 1 to 63 of a-z, 0-9 and {@code -}, beginning with a letter or digit
 * @param keys public keys in PEM, 1 to 16; whoever has one of the private keys may sign content
 * @param folder where the consumer reads it; below /etc, /var, /run, /srv or /opt
 * @param unit the consumer; null if no unit is told of a change
 * @param action what is done with the unit after a change
 * @param reading when the consumer reads it at a boot
 * @param bake how long the checks must hold before a change is committed; from 1 s to 24 h
 * @param maxBytes the most that one version may hold; from 1 byte to 4 GiB
 * @param minInterval the shortest time between two changes; from 0 to 30 days
 * @param health checks that a change stands or falls with, besides the release's own
 */
public record ContentChannel(
    String name,
    List<String> keys,
    TargetPath folder,
    @Nullable UnitName unit,
    Action action,
    Reading reading,
    Duration bake,
    long maxBytes,
    Duration minInterval,
    List<HealthCheck> health) {

  /** What is done with the consumer's unit after a change. */
  public enum Action {
    /** It is asked to read again. */
    RELOAD,
    /** It is stopped and started. */
    RESTART,
    /** Nothing: the consumer looks by itself. */
    NONE;

    /** As it is written in YAML. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** When the consumer reads the content at a boot. */
  public enum Reading {
    /** Before basic.target: a boot that dies may have died of it. */
    EARLY,
    /** After basic.target. */
    LATER;

    /** As it is written in YAML. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Bake time where none is declared: several rounds of checks with their usual interval. */
  public static final Duration DEFAULT_BAKE = Duration.ofSeconds(60);

  /** Largest version where none is declared. */
  public static final long DEFAULT_MAX_BYTES = 64L << 20;

  /** Larger than this, data belongs on a disk of its own. */
  public static final long MOST_BYTES = 4L << 30;

  private static final Duration LEAST_BAKE = Duration.ofSeconds(1);
  private static final Duration MOST_BAKE = Duration.ofHours(24);
  private static final Duration MOST_INTERVAL = Duration.ofDays(30);
  private static final int MAX_NAME = 63;

  /** Enough to change keys with an overlap. */
  private static final int MAX_KEYS = 16;

  /** An RSA key of 16,384 bits needs less than half of it. */
  private static final int MAX_KEY_LENGTH = 8192;

  private static final String PUBLIC_KEY = "-----BEGIN PUBLIC KEY-----";
  private static final String PRIVATE_KEY = "PRIVATE KEY-----";

  /** Where a folder may lie: the rest is the release's, or holds people's files. */
  private static final List<String> TOPS = List.of("etc", "var", "run", "srv", "opt");

  private static final TargetPath OWN = new TargetPath("/run/holdfast");

  /** Checks the ranges. */
  public ContentChannel {
    if (!isName(name)) {
      throw new IllegalArgumentException(
          Quoted.of(name)
              + " is no name for a channel: use 1 to 63 of a-z, 0-9 and '-', and begin with a"
              + " letter or digit");
    }
    keys = List.copyOf(keys);
    demandKeys(name, keys);
    demandFolder(folder);
    if (unit == null && action != Action.NONE) {
      throw new IllegalArgumentException(
          "channel " + name + " has the action '" + action.word() + "' and no unit to do it with");
    }
    demand(name, "bake time", bake, LEAST_BAKE, MOST_BAKE);
    demand(name, "shortest interval", minInterval, Duration.ZERO, MOST_INTERVAL);
    if (maxBytes < 1 || maxBytes > MOST_BYTES) {
      throw new IllegalArgumentException(
          "channel "
              + name
              + " has a size of "
              + maxBytes
              + " bytes; from 1 to "
              + MOST_BYTES
              + " are allowed");
    }
    health = List.copyOf(health);
  }

  /** True for a text that may name a channel, and is safe as the name of a folder. */
  public static boolean isName(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean begins = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      if (!begins && (i == 0 || c != '-')) {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= MAX_NAME;
  }

  /** Why two channels cannot be on one node, from this one's side; empty if they can. */
  Optional<String> conflictWith(ContentChannel other) {
    if (name.equals(other.name)) {
      return Optional.of("channel '" + name + "' is declared already");
    }
    if (isInOrBelow(folder, other.folder) || isInOrBelow(other.folder, folder)) {
      return Optional.of(
          "'"
              + folder
              + "' overlaps with '"
              + other.folder
              + "' of channel '"
              + other.name
              + "'; give each channel a folder of its own");
    }
    return Optional.empty();
  }

  private static void demandKeys(String name, List<String> keys) {
    if (keys.isEmpty() || keys.size() > MAX_KEYS) {
      throw new IllegalArgumentException(
          "channel " + name + " has " + keys.size() + " keys; 1 to " + MAX_KEYS + " are allowed");
    }
    for (String key : keys) {
      if (key.contains(PRIVATE_KEY)) {
        // Neither its text nor a part of it goes into the message.
        throw new IllegalArgumentException(
            "channel "
                + name
                + " has a private key; take it out, hold it for stolen, and give the public one");
      }
      if (!key.contains(PUBLIC_KEY) || key.length() > MAX_KEY_LENGTH) {
        throw new IllegalArgumentException(
            "channel "
                + name
                + " has a key that is not the text of a public key in PEM, which begins with "
                + PUBLIC_KEY);
      }
    }
  }

  private static void demandFolder(TargetPath folder) {
    List<String> names = folder.names();
    if (names.size() < 2 || !TOPS.contains(names.getFirst())) {
      throw new IllegalArgumentException(
          Quoted.of(folder.value())
              + " cannot hold content: name a folder below /etc, /var, /run, /srv or /opt");
    }
    if (isInOrBelow(folder, OWN)) {
      throw new IllegalArgumentException(
          Quoted.of(folder.value()) + " cannot hold content: " + OWN + " is the agent's own");
    }
  }

  private static void demand(
      String name, String what, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "channel "
              + name
              + " has a "
              + what
              + " of "
              + value.toMillis()
              + " ms; from "
              + least.toSeconds()
              + " s to "
              + most.toSeconds()
              + " s is allowed");
    }
  }

  private static boolean isInOrBelow(TargetPath path, TargetPath top) {
    return (path.value() + "/").startsWith(top.value() + "/");
  }
}
