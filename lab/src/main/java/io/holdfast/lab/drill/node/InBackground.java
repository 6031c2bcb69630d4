package io.holdfast.lab.drill.node;

import io.holdfast.lab.drill.act.Moment;

/**
 * A command that a node is given and that tells on its console how far it is: what becomes of it is
 * seen from outside, also when it ends with the machine. Stateless.
 */
public final class InBackground {
  /** Beginning of the line that tells its end. */
  public static final String ENDED = "drill: upgrade ended with exit code ";

  private InBackground() {}

  /**
   * What to type into the root shell; it returns at once.
   *
   * @param command without single quotes
   */
  public static String of(String command) {
    return """
        setsid sh -c '%s >/dev/ttyS0 2>&1; echo "%s$?" >/dev/ttyS0' \
          </dev/null >/dev/null 2>&1 &
        """
        .formatted(command, ENDED);
  }

  /** Whether it has ended, one way or another. */
  public static boolean isEnd(Moment moment) {
    return moment.text().contains(ENDED);
  }

  /** Whether it has ended with exit code 0. */
  public static boolean isGoodEnd(Moment moment) {
    return isEnd(moment) && moment.text().endsWith(ENDED + "0");
  }
}
