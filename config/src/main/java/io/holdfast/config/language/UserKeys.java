package io.holdfast.config.language;

import static io.holdfast.config.language.Forms.FLAG;
import static io.holdfast.config.language.Forms.TEXT;

import io.holdfast.config.action.EnsureUser;
import io.holdfast.config.language.Form.Any;
import io.holdfast.config.language.Form.ListOf;
import io.holdfast.config.language.Form.MapOf;
import io.holdfast.config.language.Form.Mapping;
import io.holdfast.config.language.Form.OneOf;
import io.holdfast.config.language.Form.WholeNumber;
import java.util.ArrayList;
import java.util.List;

/** Users, of the top level and of steps. */
final class UserKeys {
  static final ListOf SSH_KEYS = new ListOf(Forms.SSH_KEY);

  static final String KEY_EXAMPLE = "[\"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExample ops\"]";

  private UserKeys() {}

  /** Users as a list of named ones, or as a mapping by name. */
  static OneOf users() {
    List<Key> named = new ArrayList<>();
    named.add(Key.of("name", Forms.USER, "ops", "what the user is called").required());
    named.addAll(keys());
    List<Key> byName = new ArrayList<>();
    byName.add(Key.of("name", TEXT, "ops", "the name once more; the mapping's own counts"));
    byName.addAll(keys());
    return OneOf.of(
        new ListOf(Mapping.of("a user", named)),
        new MapOf(Forms.USER, Mapping.of("a user", byName)));
  }

  private static List<Key> keys() {
    List<Key> keys = new ArrayList<>(own());
    keys.addAll(ofCloudInit());
    return keys;
  }

  private static List<Key> own() {
    return List.of(
        Key.of(
                "passwd",
                Forms.PASSWORD,
                "\"$6$salt$Example.Hash\"",
                "the password, hashed as for crypt(5), or in clear")
            .looked(Dangers.CLEAR_PASSWORD),
        Key.of("lock_passwd", FLAG, "true", "whether no password is accepted").or("false"),
        Key.of(
            "groups",
            Forms.GROUPS,
            "[admin]",
            "further groups; they are made where they are missing, and never left again"),
        Key.of(
                "ssh_authorized_keys",
                SSH_KEYS,
                KEY_EXAMPLE,
                "who may log in: public keys, `github:NAME`, `gitlab:NAME` or addresses")
            .looked(Dangers.KEYS_OVER_HTTP),
        Key.of("gecos", Forms.GECOS, "Operations", "the user's full name"),
        Key.of("homedir", Forms.PATH_OR_NONE, "/home/ops", "the home folder"),
        Key.of("no_create_home", FLAG, "true", "whether no home folder is made").or("false"),
        Key.of(
            "primary_group",
            Forms.PRIMARY_GROUP,
            "users",
            "the user's own group, which must be there"),
        Key.of("no_user_group", FLAG, "true", "whether no group of the user's name is made")
            .or("false"),
        Key.of("system", FLAG, "true", "whether it is a system account").or("false"),
        Key.of("no_log_init", FLAG, "true", "whether lastlog and faillog are left alone")
            .or("true")
            .unlike("They are always left alone"),
        Key.of("shell", Forms.PATH_OR_NONE, "/bin/bash", "the shell at a login"),
        Key.of("uid", new WholeNumber(0, EnsureUser.MAX_UID), "1000", "the user's number"),
        Key.of(
                "gid",
                new WholeNumber(0, EnsureUser.MAX_UID),
                "1000",
                "the number of the user's group")
            .unsupported("is not read", "`primary_group`"),
        Key.of("lockPasswd", FLAG, "true", "a spelling of `lock_passwd` in Kairos' schema")
            .unsupported("is read by nobody, not even by Kairos", "`lock_passwd`"));
  }

  private static List<Key> ofCloudInit() {
    String password = "`passwd`";
    return List.of(
        other("sudo", "sudo rules")
            .unsupported("is not read", "the group `admin`, or a file in /etc/sudoers.d"),
        other("doas", "doas rules").unsupported("is not read", "a file /etc/doas.conf"),
        other("plain_text_passwd", "a password in clear").unsupported("is not read", password),
        other("hashed_passwd", "a hashed password").unsupported("is not read", password),
        other("expiredate", "when the account ends")
            .unsupported("is not read", "`ensure_entities` with a shadow record"),
        other("inactive", "days until a password ends for good")
            .unsupported("is not read", "`ensure_entities` with a shadow record"),
        other("selinux_user", "the user's SELinux name")
            .unsupported("has no meaning without SELinux", ""),
        other("snapuser", "an account of the snap store").unsupported("is not read", ""),
        other("create_groups", "whether missing groups are made")
            .unsupported("is always so: missing groups are made", ""),
        other("ssh_import_id", "names at services with keys")
            .unsupported("is not read", "`ssh_authorized_keys` with github:NAME"),
        other("coreos_ssh_import_github", "a name at GitHub")
            .unsupported(
                "is not read, by Kairos neither", "`ssh_authorized_keys` with github:NAME"),
        other("coreos_ssh_import_github_users", "names at GitHub")
            .unsupported(
                "is not read, by Kairos neither", "`ssh_authorized_keys` with github:NAME"),
        other("coreos_ssh_import_url", "an address of keys")
            .unsupported(
                "is not read, by Kairos neither", "`ssh_authorized_keys` with the address"),
        other("ssh_redirect_user", "whether a login is turned away")
            .unsupported("is not read", "no key for that user"));
  }

  private static Key other(String name, String meaning) {
    return Key.of(name, Any.THING, "any", meaning + ", of cloud-init");
  }
}
