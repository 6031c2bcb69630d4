package io.holdfast.config.action;

import io.holdfast.config.yaml.Quoted;
import org.jspecify.annotations.Nullable;

/**
 * Who a file belongs to, by name or number; each half may be left as it is.
 *
 * @param user null to leave it
 * @param group null to leave it
 */
public record Ownership(@Nullable String user, @Nullable String group) {
  /** Leaves both. */
  public static final Ownership AS_IS = new Ownership(null, null);

  /** Checks both. */
  public Ownership {
    demand(user);
    demand(group);
  }

  /** {@code USER}, {@code USER:GROUP} or {@code :GROUP}, as for chown(1). */
  public static Ownership parse(String text) {
    int colon = text.indexOf(':');
    String user = colon < 0 ? text : text.substring(0, colon);
    String group = colon < 0 ? "" : text.substring(colon + 1);
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
