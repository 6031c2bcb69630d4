package io.holdfast.config.language;

import static io.holdfast.config.language.Forms.FLAG;

import io.holdfast.config.content.ContentChannel;
import io.holdfast.config.content.ContentChannels;
import io.holdfast.config.health.HealthCheck;
import io.holdfast.config.health.HealthChecks;
import io.holdfast.config.language.Form.Bytes;
import io.holdfast.config.language.Form.ListOf;
import io.holdfast.config.language.Form.MapOf;
import io.holdfast.config.language.Form.Mapping;
import io.holdfast.config.language.Form.OneOf;
import io.holdfast.config.language.Form.Text;
import io.holdfast.config.language.Form.Time;
import io.holdfast.config.language.Form.WholeNumber;
import io.holdfast.config.policy.Containment;
import io.holdfast.config.policy.CountedKeys;
import io.holdfast.config.policy.DeclaredExtensions;
import io.holdfast.config.policy.MaintenanceWindow;
import io.holdfast.config.policy.MaintenanceWindows;
import io.holdfast.config.policy.Site;
import io.holdfast.config.policy.WithdrawnSource;
import io.holdfast.config.yaml.Problem;
import io.holdfast.config.yaml.Problems;
import io.holdfast.config.yaml.ScalarText;
import io.holdfast.config.yaml.YamlMapping;
import io.holdfast.config.yaml.YamlNode;
import io.holdfast.config.yaml.YamlSequence;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

/** What Kairos does not have. */
final class OwnKeys {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private static final String KEY_BEGIN = "-----BEGIN PUBLIC KEY-----";

  private static final Text PUBLIC_KEY =
      Text.like(
          "[\\s\\S]*" + KEY_BEGIN + "[\\s\\S]*",
          text -> {
            // Nothing of the text goes into the message: it may be a private key.
            if (text.contains("PRIVATE KEY-----")) {
              throw new IllegalArgumentException(
                  "it is a private key; take it out, hold it for stolen, and give the public one");
            }
            if (!text.contains(KEY_BEGIN)) {
              throw new IllegalArgumentException(
                  "it is not the text of a public key in PEM, which begins with " + KEY_BEGIN);
            }
          });

  private static final Text FOLDER =
      Text.like(
          "/(etc|var|run|srv|opt)/+[^/].*",
          "no place for content: name a folder below /etc, /var, /run, /srv or /opt");

  private static final Text EXTENSION_NAME =
      Text.like("[a-z0-9][a-z0-9-]{0,62}", text -> DeclaredExtensions.demandName(text));

  private static final Text KEY_ID = Text.like("[0-9a-f]{16}", text -> CountedKeys.demandId(text));

  private static final Text SITE_NAME =
      Text.like("[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?", text -> Site.demandName(text));

  private static final ListOf WINDOWS =
      new ListOf(
          Text.like(
              MaintenanceWindow.PATTERN, text -> MaintenanceWindow.parse(text, ZoneOffset.UTC)));

  static final String KEY_EXAMPLE =
      "\"-----BEGIN PUBLIC KEY-----\\nMCowBQYDK2VwAyEA\\n-----END PUBLIC KEY-----\\n\"";

  private OwnKeys() {}

  static List<Key> keys() {
    return Stream.of(
            Key.of(
                    "content",
                    new ListOf(channel()),
                    "[{channel: rules, key: " + KEY_EXAMPLE + ", folder: /etc/rules}]",
                    "channels of data that changes faster than releases, of which each change is a trial")
                .looked(OwnKeys::lookAtChannels),
            Key.of(
                "recovery",
                Mapping.of(
                    "recovery",
                    List.of(
                        Key.of(
                            "repair_from",
                            Text.like(
                                "https?://[^\\s/].{0,390}",
                                "no address of a repository; begin it with https://"),
                            "https://example.org/repo",
                            "a repository that a node in recovery may take a repair from"))),
                "{repair_from: https://example.org/repo}",
                "what a node in recovery may do"),
            Key.of(
                    "health",
                    new ListOf(check()),
                    "[{name: web, command: [curl, -f, http://localhost/]}]",
                    "checks that every trial on the node stands or falls with, besides the release's;"
                        + " one that has the name of one of those is left out, and a problem")
                .looked(OwnKeys::lookAtChecks),
            Key.of(
                    "extensions",
                    new ListOf(OneOf.of(extension(), EXTENSION_NAME)),
                    "[driver, {name: debug-tools, required: false}]",
                    "the extensions that the node may have, as names or mappings; another is refused,"
                        + " and one that is required and not there is a problem")
                .or("it may have any")
                .looked(OwnKeys::lookAtExtensions),
            Key.of(
                    "trust",
                    new ListOf(KEY_ID),
                    "[0123456789abcdef]",
                    "ids of the release's keys that count for releases, extensions and configurations;"
                        + " the others it brings do no more, and a key that it does not bring never"
                        + " does")
                .or("all keys of the release")
                .looked(OwnKeys::lookAtTrust),
            Key.of(
                    "site",
                    OneOf.of(site(), SITE_NAME),
                    "{name: berlin-3, labels: {rack: r12}}",
                    "where the node stands, as a name or a mapping; status and evidence show it")
                .looked(OwnKeys::lookAtSite),
            Key.of(
                    "windows",
                    OneOf.of(windows(), WINDOWS),
                    "[\"Sun 02:00-04:00\", \"Mon-Fri 23:30-01:00\"]",
                    "when the node may begin a change by itself, as a list of windows in UTC or a"
                        + " mapping; what comes at another time waits, but for reverts and repairs")
                .or("at any time")
                .looked(OwnKeys::lookAtWindows),
            Key.of(
                    "withdrawn",
                    withdrawn(),
                    "{from: https://example.org/repo, every: 6h, then: keep}",
                    "where the node learns what is withdrawn, and leaves it by itself")
                .or("it does not look by itself")
                .looked(OwnKeys::lookAtWithdrawn))
        .map(Key::own)
        .toList();
  }

  private static Mapping extension() {
    return Mapping.of(
        "an extension",
        List.of(
            Key.of("name", EXTENSION_NAME, "driver", "what the extension is called").required(),
            Key.of("required", FLAG, "false", "whether it is a problem that it is not there")
                .or("true")));
  }

  private static Mapping site() {
    return Mapping.of(
        "a site",
        List.of(
            Key.of("name", SITE_NAME, "berlin-3", "what the place is called").required(),
            Key.of(
                "labels",
                new MapOf(SITE_NAME, SITE_NAME),
                "{rack: r12, customer: \"0815\"}",
                "what else is said of it, at most 16 names and values")));
  }

  private static Mapping windows() {
    return Mapping.of(
        "windows",
        List.of(
            Key.of(
                    "times",
                    WINDOWS,
                    "[\"daily 01:00-03:00\"]",
                    "windows, each one or several days and a time; one that ends at an earlier time"
                        + " than it begins ends on the day after")
                .required(),
            Key.of(
                    "timezone",
                    Text.like("[A-Za-z0-9_+:/-]{1,64}", text -> MaintenanceWindows.zone(text)),
                    "Europe/Berlin",
                    "whose clock counts, by its name in the IANA database")
                .or(MaintenanceWindows.DEFAULT_ZONE),
            Key.of(
                    "hold_content",
                    FLAG,
                    "false",
                    "whether content, for which nothing restarts, waits, too")
                .or("true")));
  }

  private static Mapping withdrawn() {
    return Mapping.of(
        "withdrawn",
        List.of(
            Key.of(
                    "from",
                    Text.like(
                        WithdrawnSource.FROM_PATTERN, text -> WithdrawnSource.demandFrom(text)),
                    "https://example.org/repo",
                    "a repository with signed metadata, as an address or a folder")
                .required(),
            Key.of(
                    "every",
                    new Time(WithdrawnSource.LEAST, WithdrawnSource.MOST),
                    "6h",
                    "how often it looks, besides at each start")
                .or(ScalarText.duration(WithdrawnSource.DEFAULT_EVERY)),
            Key.of(
                    "then",
                    Text.choice("keep", "recovery", "stop-network"),
                    "stop-network",
                    "what it does where there is no way off: keep running, restart into recovery, or"
                        + " stop its network")
                .or(Containment.KEEP.toString())));
  }

  private static Mapping channel() {
    return Mapping.of(
            "a channel",
            List.of(
                Key.of(
                        "channel",
                        Text.like(
                            "[a-z0-9][a-z0-9-]{0,62}",
                            "no name for a channel: use 1 to 63 of a-z, 0-9 and '-', and begin with"
                                + " a letter or digit"),
                        "rules",
                        "what the channel is called")
                    .required(),
                Key.of("key", PUBLIC_KEY, KEY_EXAMPLE, "the key of who may sign, in PEM"),
                Key.of(
                    "keys",
                    new ListOf(PUBLIC_KEY),
                    "[" + KEY_EXAMPLE + "]",
                    "several such keys, 1 to 16, instead of `key`"),
                Key.of("folder", FOLDER, "/etc/rules", "where the consumer reads it").required(),
                Key.of("unit", Forms.UNIT, "app.service", "the consumer, if it is to be told"),
                Key.of(
                        "action",
                        Text.choice("reload", "restart", "none"),
                        "none",
                        "what is done with the unit after a change: reload, restart or none")
                    .or("reload with a unit, else none"),
                Key.of(
                        "read",
                        Text.choice("early", "later"),
                        "later",
                        "when the consumer reads it at a boot: early (before basic.target) or later")
                    .or("later"),
                Key.of(
                        "bake",
                        new Time(SECOND, Duration.ofHours(24)),
                        "60s",
                        "how long the checks must hold before a change is kept")
                    .or(ScalarText.duration(ContentChannel.DEFAULT_BAKE)),
                Key.of(
                        "max_size",
                        new Bytes(1, ContentChannel.MOST_BYTES),
                        "64MiB",
                        "the most that one version may hold")
                    .or(ScalarText.bytes(ContentChannel.DEFAULT_MAX_BYTES)),
                Key.of(
                        "min_interval",
                        new Time(Duration.ZERO, Duration.ofDays(30)),
                        "1h",
                        "the shortest time between two changes")
                    .or("0s"),
                Key.of(
                    "health",
                    new ListOf(check()),
                    "[{name: web, command: [curl, -f, http://localhost/]}]",
                    "checks that a change stands or falls with, besides the release's own")))
        .looked(OwnKeys::lookAtChannel);
  }

  private static Mapping check() {
    return Mapping.of(
        "a health check",
        List.of(
            Key.of(
                    "name",
                    Text.like(
                        "[A-Za-z0-9._-]{1,64}",
                        "no name for a health check: use 1 to 64 letters, digits, '.', '_', '-'"),
                    "web",
                    "what an operator calls it")
                .required(),
            Key.of(
                    "command",
                    OneOf.of(Forms.TEXTS, Forms.TEXT),
                    "[curl, -f, http://localhost/]",
                    "what is run, as a list, or as a line for the shell; 0 means healthy")
                .required(),
            Key.of("required", FLAG, "true", "whether a trial stands or falls with it").or("true"),
            Key.of(
                    "timeout",
                    new Time(SECOND, Duration.ofMinutes(10)),
                    "30s",
                    "how long one run may take")
                .or(ScalarText.duration(HealthCheck.DEFAULT_LIMIT)),
            Key.of(
                    "retries",
                    new WholeNumber(0, 100),
                    "3",
                    "how often a failed run is repeated before the check has failed")
                .or(Integer.toString(HealthCheck.DEFAULT_RETRIES)),
            Key.of(
                    "interval",
                    new Time(SECOND, Duration.ofHours(1)),
                    "10s",
                    "the time between two runs")
                .or(ScalarText.duration(HealthCheck.DEFAULT_INTERVAL))));
  }

  /** What holds between channels, and what a node would refuse besides, told by its own reader. */
  private static void lookAtChannels(YamlNode value, Remarks remarks) {
    if (value instanceof YamlSequence channels) {
      tellOf(value, remarks, () -> ContentChannels.read(channels));
    }
  }

  private static void lookAtChecks(YamlNode value, Remarks remarks) {
    if (value instanceof YamlSequence checks) {
      tellOf(value, remarks, () -> HealthChecks.read(checks));
    }
  }

  private static void lookAtExtensions(YamlNode value, Remarks remarks) {
    if (value instanceof YamlSequence extensions) {
      tellOf(value, remarks, () -> DeclaredExtensions.read(extensions, DeclaredExtensions.NONE));
    }
  }

  private static void lookAtTrust(YamlNode value, Remarks remarks) {
    if (value instanceof YamlSequence keys) {
      tellOf(value, remarks, () -> CountedKeys.read(keys, CountedKeys.ALL));
    }
  }

  private static void lookAtSite(YamlNode value, Remarks remarks) {
    tellOf(value, remarks, () -> Site.read(value, null));
  }

  private static void lookAtWindows(YamlNode value, Remarks remarks) {
    tellOf(value, remarks, () -> MaintenanceWindows.read(value, MaintenanceWindows.ANY_TIME));
  }

  private static void lookAtWithdrawn(YamlNode value, Remarks remarks) {
    if (value instanceof YamlMapping withdrawn) {
      tellOf(value, remarks, () -> WithdrawnSource.read(withdrawn, null));
    }
  }

  private static void tellOf(YamlNode value, Remarks remarks, Runnable reader) {
    if (!Templates.isInside(value)) {
      Problems problems = value.problems();
      int before = problems.found().size();
      reader.run();
      List<Problem> found = problems.found();
      found
          .subList(before, found.size())
          .forEach(problem -> remarks.error(problem.place(), problem.message()));
    }
  }

  /** What holds between the keys of one channel. */
  private static void lookAtChannel(YamlNode value, Remarks remarks) {
    if (!(value instanceof YamlMapping channel)) {
      return;
    }
    if (channel.has("key") == channel.has("keys")) {
      remarks.error(
          channel.place(),
          "a channel needs either 'key', the text of a public key in PEM, or 'keys', a list of such"
              + " texts");
    }
    String action = channel.find("action").map(Dangers::textOf).orElse("none");
    if (!action.equals("none") && !channel.has("unit") && !Templates.isIn(action)) {
      remarks.error(
          channel.placeOf("action"),
          "there is no unit to " + action + "; add 'unit', or write 'action: none'");
    }
  }
}
