package io.holdfast.config.language;

import static io.holdfast.config.language.Forms.FLAG;

import io.holdfast.config.content.ContentChannel;
import io.holdfast.config.content.ContentChannels;
import io.holdfast.config.health.HealthCheck;
import io.holdfast.config.health.HealthChecks;
import io.holdfast.config.language.Form.Any;
import io.holdfast.config.language.Form.Bytes;
import io.holdfast.config.language.Form.ListOf;
import io.holdfast.config.language.Form.Mapping;
import io.holdfast.config.language.Form.OneOf;
import io.holdfast.config.language.Form.Text;
import io.holdfast.config.language.Form.Time;
import io.holdfast.config.language.Form.WholeNumber;
import io.holdfast.config.yaml.Problem;
import io.holdfast.config.yaml.Problems;
import io.holdfast.config.yaml.ScalarText;
import io.holdfast.config.yaml.YamlMapping;
import io.holdfast.config.yaml.YamlNode;
import io.holdfast.config.yaml.YamlSequence;
import java.time.Duration;
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

  static final String KEY_EXAMPLE =
      "\"-----BEGIN PUBLIC KEY-----\\nMCowBQYDK2VwAyEA\\n-----END PUBLIC KEY-----\\n\"";

  private OwnKeys() {}

  static List<Key> keys() {
    String later = "is not read yet";
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
            own("extensions", "[driver]", "extensions that the node has")
                .unsupported(later, "`holdfast extension` on the node"),
            Key.of(
                "persistent",
                new ListOf(Forms.PERSISTENT_FOLDER),
                "[/var/lib/app]",
                "folders whose content outlives a boot, besides the release's; as"
                    + " `install: {bind_mounts: [...]}`"),
            own("trust", "[key]", "keys whose releases are accepted")
                .unsupported(later, "`holdfast install --trust`"),
            own("site", "berlin", "where the node stands").unsupported(later, ""),
            own("windows", "[\"Sun 02:00-04:00\"]", "when the node may change")
                .unsupported(later, ""))
        .map(Key::own)
        .toList();
  }

  private static Key own(String name, String example, String meaning) {
    return Key.of(name, Any.THING, example, meaning);
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
