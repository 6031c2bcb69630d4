package io.holdfast.config.action;

import io.holdfast.config.yaml.Place;

/**
 * A kernel parameter.
 *
 * @param key as for sysctl(8), with dots or slashes
 * @param value one line
 */
public record SetSysctl(String key, String value, Place place) implements Action {

  /** Checks that the key stays below /proc/sys. */
  public SetSysctl {
    Names.demandSysctl(key);
    if (value.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("the value of " + key + " is more than one line");
    }
  }

  /**
   * The key as a path below /proc/sys. The first separator of a key tells which of dot and slash
   * separates; the other then stands for itself turned around, as in sysctl(8): {@code
   * net.ipv4.conf.eth0/1.forwarding} is {@code net/ipv4/conf/eth0.1/forwarding}.
   */
  public String path() {
    int dot = key.indexOf('.');
    int slash = key.indexOf('/');
    if (slash >= 0 && (dot < 0 || slash < dot)) {
      return key;
    }
    StringBuilder path = new StringBuilder(key.length());
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      path.append(c == '.' ? '/' : c == '/' ? '.' : c);
    }
    return path.toString();
  }

  @Override
  public String describe() {
    return "set " + key + " = " + value;
  }
}
