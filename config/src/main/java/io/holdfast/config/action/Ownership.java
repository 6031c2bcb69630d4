package io.holdfast.config.action;

import io.holdfast.config.yaml.Quoted;
import org.jspecify.annotations.Nullable;

/**
 * Who a file belongs to, by name or number; each half may be left out.
 *
 * @param user null to leave it as it is
 * @param group null for that of a user by name, else to leave it as it is
 */
public record Ownership(@Nullable String user, @Nullable String group) {
  /** Leaves both. */
  public static final Ownership AS_IS = new Ownership(null, null);

  /** Root's, in numbers: what a configuration that says nothing means. */
  public static final Ownership ROOT = new Ownership("0", "0");

  /** Checks both. */
  public Ownership {
    demand(user);
    demand(group);
  }

  /**
   * {@code USER}, {@code USER:GROUP} or {@code :GROUP}. A number alone is of root's group; a name
   * alone of the user's own, which the machine knows.
   */
  public static Ownership parse(String text) {
    int colon = text.indexOf(':');
    String user = colon < 0 ? text : text.substring(0, colon);
    String group = colon < 0 ? "" : text.substring(colon + 1);
    if (colon < 0 && Names.isNumber(user)) {
      group = "0";
    }
    return new Ownership(user.isEmpty() ? null : user, group.isEmpty() ? null : group);
  }

  /** The same user with this group. */
  public Ownership withGroup(String otherGroup) {
    return new Ownership(user, otherGroup);
  }

  private static void demand(@Nullable String name) {
    if (name != null && !Names.isNumber(name) && !Names.isAccount(name)) {
      throw new IllegalArgumentException(
          Quoted.of(name) + " is neither the name of an account nor its number");
    }
  }
}
