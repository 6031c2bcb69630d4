package io.holdfast.config.language;

import static io.holdfast.config.language.Forms.TEXT;

import io.holdfast.config.language.Form.ListOf;
import io.holdfast.config.language.Form.Mapping;
import io.holdfast.config.language.Form.OneOf;
import io.holdfast.config.language.Form.Others;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * All keys of a cloud-config, the only place where they are written down: the check, the JSON
 * Schema and the reference pages follow from it. Immutable.
 */
public final class Language {
  /** First lines that make a file a configuration; the first is the usual one. */
  public static final List<String> HEADERS =
      List.of("#cloud-config", "#kairos-config", "#node-config");

  /** What a file without such a line may have: it is a stage file. */
  public static final Set<String> OF_STAGE_FILES = Set.of("name", "stages");

  /** A header may follow comments and empty lines, as in Kairos, but within so many lines. */
  public static final int HEADER_WITHIN = 10;

  private static final Mapping TOP = top();

  private Language() {}

  /** The whole of a file. */
  public static Mapping file() {
    return TOP;
  }

  private static Mapping top() {
    List<Key> keys = new ArrayList<>();
    keys.addAll(common());
    keys.addAll(OwnKeys.keys());
    keys.add(
        Key.of(
            "install", InstallKeys.install(), "{device: /dev/sda}", "how a machine is installed"));
    keys.add(
        Key.of("upgrade", InstallKeys.upgrade(), "{reboot: true}", "how a machine is upgraded")
            .unsupported("is not read", "`holdfast upgrade` on the node"));
    keys.add(
        Key.of("reset", InstallKeys.reset(), "{reboot: true}", "how a machine is reset")
            .unsupported("is not read", "`holdfast reset` on the node"));
    keys.addAll(ClusterKeys.keys());
    keys.addAll(MachineKeys.keys());
    return new Mapping("a configuration", keys, Others.BELONG_TO_OTHERS, Look.NONE);
  }

  private static List<Key> common() {
    return List.of(
        Key.of("name", TEXT, "shop 12", "what the file is called; nothing depends on it"),
        Key.of("hostname", Forms.HOSTNAME, "edge-1", "the machine's own name"),
        Key.of(
                "users",
                UserKeys.users(),
                "[{name: ops, groups: [admin]}]",
                "accounts to make or to change")
            .unlike("A file without users is accepted"),
        Key.of(
                "ssh_authorized_keys",
                UserKeys.SSH_KEYS,
                UserKeys.KEY_EXAMPLE,
                "keys of every user of this file, or of root if it has none")
            .looked(Dangers.KEYS_OVER_HTTP),
        Key.of(
            "write_files",
            new ListOf(FileKeys.cloudInitFile()),
            "[{path: /etc/motd, content: \"hello\"}]",
            "files to write at the stage `boot`"),
        Key.of(
                "runcmd",
                new ListOf(OneOf.of(TEXT, Forms.TEXTS)),
                "[\"touch /run/done\", [touch, /run/also]]",
                "commands to run at the stage `boot`: lines for the shell, or lists of program and"
                    + " arguments")
            .looked(Dangers.PIPED_TO_SHELL)
            .looked(Dangers.EMPTY_COMMAND),
        Key.of(
                "stages",
                StageKeys.stages(),
                "{boot: [{commands: [\"echo hello\"]}]}",
                "steps to do at points of the boot")
            .unlike(
                "A step that fails is recorded and shown; Kairos drops the error. A stage that"
                    + " nothing runs is warned of"));
  }
}
