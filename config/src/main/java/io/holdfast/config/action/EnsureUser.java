package io.holdfast.config.action;

import io.holdfast.config.yaml.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A user account, made or changed.
 *
 * @param name lower-case letters, digits, {@code _} and {@code -}, at most 32
 * @param password null to leave it as it is; a new account then has none
 * @param locked true to refuse any password
 * @param groups further groups; made where they are missing, and never left again
 * @param shell null for the system's own choice
 * @param uid from 0 to 2^31-2; null for the next free one
 * @param home null for the system's own choice
 * @param createHome whether a new account gets its home folder
 * @param info what the account says about its owner; null for nothing
 * @param primaryGroup a group that is there; null for one of the account's own name
 * @param ownGroup false to make no group of the account's name
 * @param system whether a new account gets the number of a system's, and no home
 */
public record EnsureUser(
    String name,
    @Nullable Password password,
    boolean locked,
    List<String> groups,
    @Nullable TargetPath shell,
    @Nullable Integer uid,
    @Nullable TargetPath home,
    boolean createHome,
    @Nullable String info,
    @Nullable String primaryGroup,
    boolean ownGroup,
    boolean system,
    Place place)
    implements Action {

  /** The highest number that every tool treats as a user. */
  public static final int MAX_UID = Integer.MAX_VALUE - 1;

  /** Checks the names and the range. */
  public EnsureUser {
    Names.demandAccount(name);
    groups.forEach(Names::demandAccount);
    groups = List.copyOf(groups);
    if (primaryGroup != null) {
      Names.demandAccount(primaryGroup);
    }
    if (info != null && info.chars().anyMatch(c -> c == ':' || c < ' ' || c == 0x7f)) {
      throw new IllegalArgumentException("'gecos' holds a ':' or a control character");
    }
    if (uid != null && (uid < 0 || uid > MAX_UID)) {
      throw new IllegalArgumentException("uid " + uid + " is not from 0 to " + MAX_UID);
    }
  }

  @Override
  public String describe() {
    return "ensure user " + name;
  }
}
