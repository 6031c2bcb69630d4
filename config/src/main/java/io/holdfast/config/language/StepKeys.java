package io.holdfast.config.language;

import static io.holdfast.config.language.Forms.FLAG;
import static io.holdfast.config.language.Forms.TEXT;
import static io.holdfast.config.language.Forms.TEXTS;

import io.holdfast.config.action.ReadDatasource;
import io.holdfast.config.language.Form.ListOf;
import io.holdfast.config.language.Form.MapOf;
import io.holdfast.config.language.Form.Mapping;
import io.holdfast.config.language.Form.OneOf;
import io.holdfast.config.language.Form.Text;
import java.util.ArrayList;
import java.util.List;

/** What a step of a stage may say: the keys of yip, and {@code required}. */
final class StepKeys {
  private static final String NO_PACKAGES =
      "is refused at run time: the root of a node cannot be changed, so nothing can be installed";

  private static final String PACKAGES_INSTEAD = "`packages` of the recipe, or an extension";

  private StepKeys() {}

  static Mapping step() {
    List<Key> keys = new ArrayList<>();
    keys.addAll(conditions());
    keys.addAll(files());
    keys.addAll(accounts());
    keys.addAll(system());
    keys.addAll(storage());
    keys.addAll(packages());
    return Mapping.of("a step", keys);
  }

  private static List<Key> conditions() {
    return List.of(
        Key.of("name", TEXT, "set the clock", "what the step is called, in results and in `after`"),
        Key.of(
            "if",
            TEXT,
            "\"[ -e /run/first ]\"",
            "a line for the shell; the step is done only if it ends with 0"),
        Key.of(
            "if_files",
            Mapping.of(
                "a condition on files",
                List.of(
                    Key.of("any", Forms.PATHS, "[/etc/a, /etc/b]", "one of these must be there"),
                    Key.of("all", Forms.PATHS, "[/etc/a, /etc/b]", "all of these must be there"),
                    Key.of("none", Forms.PATHS, "[/etc/a]", "none of these may be there"))),
            "{any: [/etc/a]}",
            "which files must be there, or must not, for the step to be done"),
        Key.of("node", TEXT, "\"edge-.*\"", "a regular expression that the hostname must match"),
        Key.of("only_os", TEXT, "\"debian.*\"", "a regular expression for the ID of os-release"),
        Key.of(
            "only_os_version",
            TEXT,
            "\"13.*\"",
            "a regular expression for the VERSION_ID of os-release"),
        Key.of("only_arch", TEXT, "amd64", "a regular expression for the processor's architecture"),
        Key.of(
            "only_service_manager",
            Text.like(
                    "(?i)(systemd|openrc)?",
                    "no service manager, so the step is never done; write systemd or openrc")
                .warned(),
            "systemd",
            "which service manager must be there, systemd or openrc"),
        Key.of(
                "after",
                new ListOf(
                    OneOf.of(
                        Mapping.of(
                            "a step before",
                            List.of(
                                Key.of("name", TEXT, "first", "that step's `name`").required())),
                        TEXT)),
                "[{name: first}]",
                "steps of the same stage that are done before this one, as `{name: NAME}` or `NAME`")
            .unlike("A name alone is taken, too. A name that no step has is noted"),
        Key.of(
                "required",
                FLAG,
                "true",
                "whether a failure of the step counts as a failed required health check")
            .own()
            .or("false"));
  }

  private static List<Key> files() {
    return List.of(
        Key.of(
            "directories",
            new ListOf(FileKeys.folder()),
            "[{path: /var/lib/app, permissions: 0750}]",
            "folders to make"),
        Key.of(
            "files",
            new ListOf(FileKeys.file()),
            "[{path: /etc/app.conf, content: \"port: 80\"}]",
            "files to write, before the commands run"),
        Key.of(
            "downloads",
            new ListOf(FileKeys.download()),
            "[{path: /usr/local/bin/tool, url: https://example.org/tool, sha256: "
                + "0123456789abcdef".repeat(4)
                + "}]",
            "files to fetch"),
        Key.of(
            "git",
            git(),
            "{url: https://example.org/app.git, path: /usr/local/app, branch: main}",
            "a repository to clone or to bring up to date"),
        Key.of(
                "commands",
                TEXTS,
                "[\"touch /run/done\"]",
                "lines for the shell, run in order with a time limit")
            .looked(Dangers.PIPED_TO_SHELL)
            .unlike("Each has a time limit"),
        Key.of(
                "unpack_images",
                new ListOf(
                    Mapping.of(
                        "an image",
                        List.of(
                            Key.of(
                                "source",
                                TEXT,
                                "docker.io/library/busybox:1",
                                "which image: a name in a registry, or oci:/PATH,"
                                    + " oci-archive:/PATH, docker-archive:/PATH or file:/PATH of"
                                    + " the machine"),
                            Key.of(
                                "target",
                                Forms.PATH_OR_NONE,
                                "/usr/local/app",
                                "the folder to unpack into"),
                            Key.of("platform", TEXT, "linux/amd64", "which platform of it")
                                .or("the node's own")))),
                "[{source: docker.io/library/busybox:1, target: /usr/local/app}]",
                "container images to unpack into folders")
            .unlike(
                "A digest counts for every part; a second run does nothing; nothing is written"
                    + " through links. No daemon is asked, no name or password is given to a"
                    + " registry, and devices and extended attributes are left out"));
  }

  private static Mapping git() {
    Mapping auth =
        Mapping.of(
            "how to log in",
            List.of(
                Key.of("username", TEXT, "git", "the user"),
                Key.of("password", Forms.SECRET, "secret", "the password or token"),
                Key.of("private_key", Forms.SECRET, "\"-----BEGIN ...\"", "an SSH key, as text"),
                Key.of("public_key", TEXT, "ssh-ed25519 AAAA", "the server's own SSH key"),
                Key.of("insecure", FLAG, "false", "whether the server is not verified")
                    .or("false")
                    .looked(Dangers.UNVERIFIED_SERVER)));
    return Mapping.of(
        "a repository",
        List.of(
            Key.of(
                "url",
                TEXT,
                "https://example.org/app.git",
                "where it is; without it nothing is done"),
            Key.of("path", Forms.PATH, "/usr/local/app", "the folder to clone into").required(),
            Key.of("branch", TEXT, "main", "which branch").or("the repository's own"),
            Key.of("branch_only", FLAG, "true", "whether only that branch is fetched").or("false"),
            Key.of("auth", auth, "{username: git, password: secret}", "how to log in")));
  }

  private static List<Key> accounts() {
    return List.of(
        Key.of(
            "users",
            UserKeys.users(),
            "{ops: {groups: [admin]}}",
            "accounts to make or to change, by name"),
        Key.of(
                "authorized_keys",
                new MapOf(Forms.USER, UserKeys.SSH_KEYS),
                "{ops: [\"github:ops\"]}",
                "who may log in as whom: lists of keys, by user")
            .looked(Dangers.KEYS_OVER_HTTP),
        Key.of(
            "ensure_entities",
            new ListOf(FileKeys.entity()),
            FileKeys.ENTITIES,
            "records of passwd, shadow, group and gshadow to add or to change"),
        Key.of(
            "delete_entities",
            new ListOf(FileKeys.entity()),
            FileKeys.ENTITIES,
            "records of passwd, shadow, group and gshadow to take out"));
  }

  private static List<Key> system() {
    return List.of(
        Key.of("hostname", Forms.HOSTNAME, "edge-1", "the machine's own name"),
        Key.of(
            "dns",
            Mapping.of(
                "a resolver's settings",
                List.of(
                    Key.of("nameservers", TEXTS, "[192.0.2.53]", "servers to ask"),
                    Key.of("search", TEXTS, "[example.org]", "domains to try"),
                    Key.of("options", TEXTS, "[\"timeout:2\"]", "options of resolv.conf(5)"),
                    Key.of(
                            "path",
                            Forms.PATH_OR_NONE,
                            "/etc/resolv.conf",
                            "the file that is written")
                        .or("/etc/resolv.conf"))),
            "{nameservers: [192.0.2.53]}",
            "how names are resolved"),
        Key.of(
            "sysctl",
            new MapOf(Forms.SYSCTL, Forms.ONE_LINE),
            "{vm.max_map_count: \"262144\"}",
            "kernel parameters to set"),
        Key.of("modules", new ListOf(Forms.MODULE), "[nbd]", "kernel modules to load"),
        Key.of(
            "systemctl",
            systemctl(),
            "{enable: [app.service], start: [app.service]}",
            "what is done with units of systemd"),
        Key.of(
            "environment",
            new MapOf(Forms.VARIABLE, TEXT),
            "{LANG: C.UTF-8}",
            "variables to set in the environment file"),
        Key.of("environment_file", Forms.PATH_OR_NONE, "/etc/default/app", "the environment file")
            .or("/etc/environment"),
        Key.of(
            "timesyncd",
            new MapOf(Forms.VARIABLE, Forms.ONE_LINE),
            "{NTP: \"0.pool.example 1.pool.example\"}",
            "settings of timesyncd.conf(5)"),
        Key.of(
            "systemd_firstboot",
            new MapOf(Forms.OPTION, TEXT),
            "{keymap: de, locale: C.UTF-8, timezone: Europe/Berlin}",
            "options of systemd-firstboot(1), without their hyphens"));
  }

  private static Mapping systemctl() {
    ListOf units = new ListOf(Forms.UNIT);
    Mapping override =
        Mapping.of(
                "an override",
                List.of(
                    Key.of("service", Forms.UNIT_OR_NONE, "app.service", "which unit"),
                    Key.of("name", TEXT, "limits.conf", "the name of the file")
                        .or("override-yip.conf"),
                    Key.of("content", TEXT, "\"[Service]\\nMemoryMax=1G\\n\"", "what it holds")))
            .looked(Dangers.OVERRIDES_NOTHING);
    return Mapping.of(
        "units",
        List.of(
            Key.of("enable", units, "[app.service]", "units to enable"),
            Key.of("disable", units, "[app.service]", "units to disable"),
            Key.of("start", units, "[app.service]", "units to start"),
            Key.of("mask", units, "[app.service]", "units to mask"),
            Key.of(
                "overrides",
                new ListOf(override),
                "[{service: app.service, content: \"[Service]\\nMemoryMax=1G\"}]",
                "drop-in files of units")));
  }

  private static List<Key> storage() {
    ListOf providers = new ListOf(Text.choice(ReadDatasource.PROVIDERS.toArray(String[]::new)));
    Mapping source =
        Mapping.of(
            "a data source",
            List.of(
                Key.of("providers", providers, "[cdrom]", "where to look, in this order"),
                Key.of(
                    "path",
                    Forms.PATH_OR_NONE,
                    "/oem/data.yaml",
                    "the file of the provider `file`; of others the folder of the result"),
                Key.of(
                        "userdata_name",
                        Text.like(
                            "([^./\\n][^/\\n]*)?",
                            "no name of a file: leave out '/' and the first '.'"),
                        "95_userdata.yaml",
                        "what the result is called")
                    .or(ReadDatasource.DEFAULT_NAME)));
    return List.of(
        Key.of(
                "datasource",
                source,
                "{providers: [cdrom], path: /oem}",
                "where to fetch further configuration from")
            .unlike(
                "A step asks `cdrom`, `config-drive` and `file`; a service of a cloud is asked by a"
                    + " node alone, in its stage `network` (see docs/sources.md)"),
        Key.of("datasources", source, "{providers: [cdrom]}", "an older name of `datasource`")
            .unsupported("is an older name, which yip no longer reads", "`datasource`"),
        Key.of(
                "layout",
                LayoutKeys.layout(),
                "{device: {label: COS_PERSISTENT}, expand_partition: {size: 0}}",
                "partitions to add to a disk, or to grow")
            .unlike(
                "What is on a disk stays: `init_disk` makes a table only on a disk with nothing on it,"
                    + " partitions are found by `pLabel` or `fsLabel`, and what does not fit is an"
                    + " error before anything is written. Only GPT, as there"));
  }

  private static List<Key> packages() {
    return List.of(
        Key.of(
                "packages",
                Mapping.of(
                    "packages",
                    List.of(
                        Key.of("install", TEXTS, "[htop]", "packages to install"),
                        Key.of("remove", TEXTS, "[nano]", "packages to remove"),
                        Key.of("refresh", FLAG, "true", "whether lists are fetched before")
                            .or("false"),
                        Key.of("upgrade", FLAG, "true", "whether all are upgraded").or("false"))),
                "{install: [htop]}",
                "packages of the distribution to install or to remove")
            .refused(NO_PACKAGES, PACKAGES_INSTEAD),
        Key.of(
                "package_pins",
                Forms.TEXTS_BY_NAME,
                "{htop: \"3.*\"}",
                "versions that packages are held at")
            .refused(NO_PACKAGES, PACKAGES_INSTEAD));
  }
}
