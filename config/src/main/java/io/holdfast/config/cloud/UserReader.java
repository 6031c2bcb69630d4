package io.holdfast.config.cloud;

import io.holdfast.config.action.AuthorizeKeys;
import io.holdfast.config.action.EnsureUser;
import io.holdfast.config.action.Password;
import io.holdfast.config.action.SshKey;
import io.holdfast.config.action.TargetPath;
import io.holdfast.config.yaml.Place;
import io.holdfast.config.yaml.Placed;
import io.holdfast.config.yaml.Problems;
import io.holdfast.config.yaml.YamlMapping;
import io.holdfast.config.yaml.YamlNode;
import io.holdfast.config.yaml.YamlScalar;
import io.holdfast.config.yaml.YamlSequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads users: the list of cloud-config, or the mapping by name that steps have. */
final class UserReader {
  private static final List<String> KEYS =
      List.of(
          "passwd",
          "lock_passwd",
          "groups",
          "ssh_authorized_keys",
          "shell",
          "uid",
          "homedir",
          "no_create_home",
          "gecos",
          "primary_group",
          "no_user_group",
          "no_log_init",
          "system");

  /** Accounts and their keys. */
  record Users(List<EnsureUser> accounts, List<AuthorizeKeys> keys) {
    static final Users NONE = new Users(List.of(), List.of());
  }

  /** In front of a text that must not be kept anywhere, not even in a note. */
  private static final String PRIVATE = "PRIVATE KEY-----";

  /** One user: what becomes of the account, and the keys. */
  private record OneUser(EnsureUser account, List<SshKey> keys) {}

  private UserReader() {}

  static Users read(YamlNode node) {
    Users users = new Users(new ArrayList<>(), new ArrayList<>());
    if (node instanceof YamlSequence list) {
      list.read(UserReader::named).forEach(user -> user.ifPresent(u -> add(u, users)));
    } else if (node instanceof YamlMapping byName) {
      byName.keys().forEach(name -> inMapping(byName, name, users));
    } else {
      node.problem("'users' must be a list, not " + node.kind());
    }
    // As in Kairos: so the same users get the same numbers, wherever in a file they stand.
    users.accounts().sort((one, other) -> one.name().compareTo(other.name()));
    return users;
  }

  /** Keys, and where they are fetched from. A text that is neither lets nobody in, as in Kairos. */
  static List<SshKey> keys(YamlSequence list) {
    List<SshKey> keys = new ArrayList<>();
    for (Placed<String> text : list.placedTexts()) {
      try {
        keys.add(new SshKey(text.value()));
      } catch (IllegalArgumentException e) {
        if (text.value().contains(PRIVATE)) {
          list.problems().add(text.place(), String.valueOf(e.getMessage()));
        } else {
          leaveOut(text.place(), e, list.problems());
        }
      }
    }
    return keys;
  }

  /** Notes a user or a key that cannot be. */
  static void leaveOut(Place place, IllegalArgumentException why, Problems problems) {
    problems.note(place, why.getMessage() + "; it is left out");
  }

  private static void inMapping(YamlMapping byName, String name, Users users) {
    YamlNode node = byName.find(name).orElse(null);
    YamlMapping keys =
        node instanceof YamlMapping mapping
            ? mapping
            : YamlMapping.empty(byName.placeOf(name), byName.problems());
    if (node != null && node != keys) {
      node.problem("'" + name + "' must be a mapping of keys, not " + node.kind());
      return;
    }
    keys.read(
            mapping -> {
              allowKeys(mapping);
              mapping.text("name", "");
              return user(name, mapping);
            })
        .ifPresent(user -> user.ifPresent(u -> add(u, users)));
  }

  private static void add(OneUser user, Users users) {
    users.accounts().add(user.account());
    if (!user.keys().isEmpty()) {
      EnsureUser account = user.account();
      users.keys().add(new AuthorizeKeys(account.name(), user.keys(), account.place()));
    }
  }

  private static Optional<OneUser> named(YamlMapping mapping) {
    allowKeys(mapping);
    return user(mapping.text("name"), mapping);
  }

  private static void allowKeys(YamlMapping mapping) {
    List<String> keys = new ArrayList<>(KEYS);
    keys.add("name");
    mapping.allowOnlyNoting(keys, KairosKeys.USER);
  }

  /** None for a name that no account can have. */
  private static Optional<OneUser> user(String name, YamlMapping mapping) {
    @Nullable Password password =
        mapping.text("passwd", "").isEmpty()
            ? null
            : mapping.parsed("passwd", Password::new).orElse(null);
    @Nullable Integer uid =
        mapping.has("uid") ? (int) mapping.number("uid", 0, EnsureUser.MAX_UID) : null;
    List<SshKey> keys =
        mapping.optionalSequence("ssh_authorized_keys").map(UserReader::keys).orElse(List.of());
    List<String> groups = groups(mapping);
    // Nothing of it is needed: lastlog and faillog are never written.
    mapping.flag("no_log_init", false);
    try {
      new AuthorizeKeys(name, keys, mapping.place());
    } catch (IllegalArgumentException e) {
      leaveOut(
          mapping.has("name") ? mapping.placeOf("name") : mapping.place(), e, mapping.problems());
      return Optional.empty();
    }
    EnsureUser account =
        new EnsureUser(
            name,
            password,
            mapping.flag("lock_passwd", false),
            groups,
            path(mapping, "shell"),
            uid,
            path(mapping, "homedir"),
            !mapping.flag("no_create_home", false),
            mapping.text("gecos", "").isEmpty() ? null : mapping.text("gecos"),
            mapping.text("primary_group", "").isEmpty() ? null : mapping.text("primary_group"),
            !mapping.flag("no_user_group", false),
            mapping.flag("system", false),
            mapping.place());
    return Optional.of(new OneUser(account, keys));
  }

  private static @Nullable TargetPath path(YamlMapping mapping, String key) {
    return mapping.text(key, "").isEmpty()
        ? null
        : mapping.parsed(key, TargetPath::new).orElse(null);
  }

  /** A list, or one text with commas as in cloud-init. */
  private static List<String> groups(YamlMapping mapping) {
    if (mapping.find("groups").orElse(null) instanceof YamlScalar scalar) {
      List<String> groups = new ArrayList<>();
      for (String group : scalar.text().split(",", -1)) {
        if (!group.isBlank()) {
          groups.add(group.strip());
        }
      }
      return groups;
    }
    return mapping.optionalTexts("groups");
  }
}
