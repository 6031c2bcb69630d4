package io.holdfast.config.action;

import io.holdfast.config.yaml.Quoted;

/**
 * What may be called what. All of these end up as arguments of tools or as parts of paths, so none
 * may begin with a hyphen or hold a slash, a dot pair or a control character. Pure.
 */
final class Names {
  /** Linux, utmp and useradd agree on this. */
  private static final int MAX_ACCOUNT = 32;

  private static final int MAX_HOSTNAME = 64;
  private static final int MAX_LABEL = 63;

  /** UNIT_NAME_MAX of systemd. */
  private static final int MAX_UNIT = 255;

  private static final int MAX_OTHER = 200;

  /** Ten digits hold every number below 2^32. */
  private static final int MAX_NUMBER_DIGITS = 10;

  private Names() {}

  static void demandAccount(String name) {
    if (!isAccount(name)) {
      throw new IllegalArgumentException(
          Quoted.of(name)
              + " is no name for a user or group: use a letter or '_', then letters, digits, '_',"
              + " '-' and '.', at most "
              + MAX_ACCOUNT);
    }
  }

  static boolean isAccount(String name) {
    return !name.isEmpty()
        && name.length() <= MAX_ACCOUNT
        && (isLetter(name.charAt(0)) || name.charAt(0) == '_')
        && name.chars()
            .allMatch(c -> isLetter(c) || isDigit(c) || c == '_' || c == '-' || c == '.');
  }

  static boolean isNumber(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_NUMBER_DIGITS
        && text.chars().allMatch(Names::isDigit);
  }

  static void demandHostname(String name) {
    boolean good = !name.isEmpty() && name.length() <= MAX_HOSTNAME;
    int label = 0;
    for (int i = 0; good && i <= name.length(); i++) {
      if (i == name.length() || name.charAt(i) == '.') {
        good =
            label > 0
                && label <= MAX_LABEL
                && name.charAt(i - label) != '-'
                && name.charAt(i - 1) != '-';
        label = 0;
      } else {
        good = isLetter(name.charAt(i)) || isDigit(name.charAt(i)) || name.charAt(i) == '-';
        label++;
      }
    }
    if (!good) {
      throw new IllegalArgumentException(
          Quoted.of(name)
              + " is no hostname: use letters, digits and inner '-', joined by '.', at most "
              + MAX_HOSTNAME);
    }
  }

  static void demandUnit(String name) {
    demand(name, "a unit", MAX_UNIT, ":_.@\\-");
  }

  static void demandModule(String name) {
    demand(name, "a kernel module", MAX_OTHER, "_-");
  }

  static void demandSysctl(String key) {
    demand(key, "a kernel parameter", MAX_OTHER, "_-./:@");
    if (key.charAt(0) == '.'
        || key.charAt(0) == '/'
        || key.contains("..")
        || key.contains("//")
        || key.contains("./")
        || key.contains("/.")
        || key.endsWith(".")
        || key.endsWith("/")) {
      throw new IllegalArgumentException(
          Quoted.of(key) + " is no kernel parameter; write one like net.ipv4.ip_forward");
    }
  }

  static void demandVariable(String name) {
    demand(name, "an environment variable", MAX_OTHER, "_");
    if (isDigit(name.charAt(0))) {
      throw new IllegalArgumentException(
          Quoted.of(name) + " is no environment variable; it begins with a digit");
    }
  }

  private static void demand(String name, String what, int most, String besides) {
    boolean good =
        !name.isEmpty()
            && name.length() <= most
            && name.charAt(0) != '-'
            && name.chars().allMatch(c -> isLetter(c) || isDigit(c) || besides.indexOf(c) >= 0);
    if (!good) {
      throw new IllegalArgumentException(
          Quoted.of(name)
              + " is no name of "
              + what
              + ": use letters, digits and "
              + besides
              + ", at most "
              + most);
    }
  }

  private static boolean isLower(int c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean isLetter(int c) {
    return isLower(c) || (c >= 'A' && c <= 'Z');
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
