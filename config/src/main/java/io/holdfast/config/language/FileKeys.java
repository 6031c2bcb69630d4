package io.holdfast.config.language;

import static io.holdfast.config.language.Forms.FLAG;
import static io.holdfast.config.language.Forms.TEXT;

import io.holdfast.config.language.Form.ListOf;
import io.holdfast.config.language.Form.Mapping;
import io.holdfast.config.language.Form.Mode;
import io.holdfast.config.language.Form.Text;
import io.holdfast.config.language.Form.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Files, folders and downloads, of steps and of {@code write_files}. */
final class FileKeys {
  private static final Text SHA256 =
      Text.like("[0-9a-f]{64}", "no SHA-256 digest: write its 64 small hexadecimal digits");

  private static final String ENTITY =
      "\"kind: group\\ngroup_name: data\\npassword: x\\ngid: 1100\\nusers: ''\\n\"";

  /** A list with one such record. */
  static final String ENTITIES = "[{path: /etc/group, entity: " + ENTITY + "}]";

  private static final Duration LEAST_DOWNLOAD = Duration.ZERO;
  private static final Duration MOST_DOWNLOAD = Duration.ofHours(24);

  private FileKeys() {}

  static Mapping file() {
    List<Key> keys = new ArrayList<>(placed("/etc/app.conf", "0644", "the file"));
    keys.add(Key.of("content", TEXT, "\"port: 80\\n\"", "what the file holds, as text"));
    keys.add(
        Key.of(
            "encoding",
            Forms.ENCODING,
            "b64",
            "how `content` is encoded: base64 (`b64`), gzip (`gz`) inside base64 (`gz+b64`); without"
                + " it, it is taken as it stands"));
    keys.add(
        Key.of("name", TEXT, "settings", "what the file is for")
            .unsupported("is read by nobody, not even by Kairos", "a comment"));
    return Mapping.of("a file", keys).looked(Dangers.OWNER_TWICE).looked(Encoded::look);
  }

  /** A file of {@code write_files}, which has what cloud-init knows besides. */
  static Mapping cloudInitFile() {
    List<Key> keys = new ArrayList<>(file().keys());
    keys.add(
        Key.of("append", FLAG, "false", "whether `content` is added to what is there")
            .or("false")
            .unsupported("is not done: a file is written as a whole", "`commands` of a step"));
    keys.add(
        Key.of("defer", FLAG, "false", "whether the file waits for users and packages")
            .or("false")
            .unsupported(
                "has no effect here: files of `write_files` are written before users log in", ""));
    keys.add(
        Key.of(
                "source",
                Form.Any.THING,
                "{uri: https://example.org/a}",
                "where to fetch the content")
            .unsupported("is not fetched", "`downloads` of a step"));
    return Mapping.of("a file", keys).looked(Dangers.OWNER_TWICE).looked(Encoded::look);
  }

  static Mapping folder() {
    return Mapping.of("a folder", placed("/var/lib/app", "0755", "the folder"))
        .looked(Dangers.OWNER_TWICE);
  }

  static Mapping download() {
    List<Key> keys = new ArrayList<>(placed("/usr/local/bin/tool", "0755", "the file"));
    keys.add(
        Key.of("url", Forms.SOURCE, "https://example.org/tool", "where it is fetched from")
            .required());
    keys.add(
        Key.of(
                "sha256",
                SHA256,
                "\"" + "0123456789abcdef".repeat(4) + "\"",
                "the digest that what was fetched must have, or it is not kept")
            .own());
    keys.add(
        Key.of(
                "digest",
                Text.like("sha256:[0-9a-f]{64}", "no digest: write 'sha256:' and its 64 digits"),
                "\"sha256:" + "0123456789abcdef".repeat(4) + "\"",
                "the same as `sha256`, with the method in front")
            .own());
    keys.add(
        Key.of(
                "timeout",
                new Time(LEAST_DOWNLOAD, MOST_DOWNLOAD),
                "60",
                "how long fetching may take, in seconds")
            .or("0"));
    return Mapping.of("a download", keys)
        .looked(Dangers.OWNER_TWICE)
        .looked(Dangers.UNVERIFIED_DOWNLOAD);
  }

  static Mapping entity() {
    return Mapping.of(
        "an entity",
        List.of(
            Key.of("path", Forms.PATH_OR_NONE, "/etc/passwd", "the file that holds the record"),
            Key.of(
                    "entity",
                    TEXT,
                    ENTITY,
                    "the record, as a text in YAML with its `kind`: user, shadow, group or gshadow")
                .required()));
  }

  static ListOf listOf(Mapping item) {
    return new ListOf(item);
  }

  private static List<Key> placed(String path, String mode, String what) {
    return List.of(
        Key.of("path", Forms.PATH, path, "where " + what + " is put").required(),
        Key.of("permissions", Mode.ANY, mode, "permission bits, in octal as `0644` or `0o644`")
            .or(mode)
            .looked(Dangers.WORLD_WRITABLE)
            .unlike(
                "`644` without a leading zero is refused; Kairos takes it for a decimal number"),
        Key.of("owner", Forms.OWNER, "root", "who owns it: a name or number, or USER:GROUP")
            .unlike("Kairos takes a number alone, and a name in `ownerstring`")
            .or("0"),
        Key.of("group", Forms.OWNING_GROUP, "adm", "which group owns it: a name or number").or("0"),
        Key.of("ownerstring", Forms.OWNER, "\"root:adm\"", "the same as `owner`, as yip spells it")
            .unlike("It counts for the group, too, whatever `group` says"),
        Key.of(
                "owner_string",
                Forms.OWNER,
                "\"root:adm\"",
                "the same, as Kairos' documents spell it")
            .unlike("It counts; Kairos reads it nowhere"));
  }
}
