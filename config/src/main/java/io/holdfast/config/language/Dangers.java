package io.holdfast.config.language;

import io.holdfast.config.yaml.ScalarForm;
import io.holdfast.config.yaml.YamlMapping;
import io.holdfast.config.yaml.YamlNode;
import io.holdfast.config.yaml.YamlScalar;
import io.holdfast.config.yaml.YamlSequence;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is legal and dangerous, and what contradicts itself. */
final class Dangers {
  private static final int OTHERS_WRITE = 0002;
  private static final int STICKY = 01000;

  private static final Pattern FETCHING = Pattern.compile("\\b(curl|wget)\\b");

  private static final Pattern INTO_SHELL =
      Pattern.compile("\\|[ \\t]*(sudo[ \\t]+)?(ba|da|z)?sh\\b");

  private Dangers() {}

  static final Look CLEAR_PASSWORD =
      (value, remarks) -> {
        String text = textOf(value);
        if (Forms.LOCKS.contains(text) || text.startsWith("!")) {
          remarks.warning(
              value.place(),
              "what begins with '!' or is '*' is no password but locks the account; write"
                  + " 'lock_passwd: true'");
        } else if (!text.isEmpty() && !text.startsWith("$") && !Templates.isIn(text)) {
          remarks.warning(
              value.place(),
              "a password in clear: whoever reads the file has it; write its hash, as"
                  + " 'openssl passwd -6' prints it");
        }
      };

  static final Look WORLD_WRITABLE =
      (value, remarks) -> {
        if (value instanceof YamlScalar scalar && !Templates.isIn(scalar.text())) {
          int mode = ScalarForm.mode(scalar);
          if ((mode & OTHERS_WRITE) != 0 && (mode & STICKY) == 0) {
            remarks.warning(
                value.place(),
                "with permissions "
                    + scalar.text()
                    + " every user and every service may change it; leave out the write bit of"
                    + " others");
          }
        }
      };

  static final Look UNVERIFIED_DOWNLOAD =
      (value, remarks) -> {
        if (value instanceof YamlMapping mapping
            && mapping.find("url").map(Dangers::textOf).orElse("-").isEmpty()) {
          remarks.warning(mapping.placeOf("url"), "an empty address, from which nothing comes");
        } else if (value instanceof YamlMapping mapping
            && !mapping.has("sha256")
            && !mapping.has("digest")) {
          remarks.warning(
              mapping.has("url") ? mapping.placeOf("url") : mapping.place(),
              "a download without a digest: what is fetched may be anything; add 'sha256'");
        }
      };

  static final Look UNVERIFIED_SERVER =
      (value, remarks) -> {
        if (value instanceof YamlScalar scalar && !Templates.isIn(scalar.text())) {
          if (ScalarForm.flag(scalar)) {
            remarks.warning(
                value.place(),
                "the server is not verified: whoever is on the way can answer for it; leave"
                    + " 'insecure' out, and give 'public_key'");
          }
        }
      };

  static final Look OVER_HTTP =
      (value, remarks) -> {
        if (textOf(value).startsWith("http://")) {
          remarks.warning(
              value.place(),
              "it is fetched over http, where whoever is on the way can change it; use https");
        }
      };

  /** Of a list of keys, or of such lists by user. */
  static final Look KEYS_OVER_HTTP = Dangers::keysOverHttp;

  static final Look PIPED_TO_SHELL =
      (value, remarks) -> {
        if (value instanceof YamlSequence list) {
          for (YamlNode item : list.items()) {
            if (isPiped(textOf(item))) {
              remarks.warning(
                  item.place(),
                  "what is fetched is run as root unseen; use 'downloads' with 'sha256', then run"
                      + " it");
            }
          }
        }
      };

  static final Look EMPTY_COMMAND =
      (value, remarks) -> {
        if (value instanceof YamlSequence list) {
          for (YamlNode item : list.items()) {
            boolean isEmpty =
                item instanceof YamlSequence words
                    ? words.items().isEmpty()
                    : textOf(item).isBlank();
            if (isEmpty) {
              remarks.error(item.place(), "a command needs at least a program");
            }
          }
        }
      };

  static final Look OWNER_TWICE =
      (value, remarks) -> {
        if (value instanceof YamlMapping mapping) {
          boolean counts = textOf(mapping, "ownerstring").isEmpty();
          counts &= textOf(mapping, "owner_string").isEmpty();
          if (counts && mapping.has("group") && textOf(mapping, "owner").indexOf(':') >= 0) {
            remarks.error(
                mapping.placeOf("group"), "'owner' names a group already; keep one of the two");
          }
          for (String text : List.of("ownerstring", "owner_string")) {
            for (String other : List.of("owner", "group")) {
              if (!textOf(mapping, text).isEmpty() && mapping.has(other)) {
                remarks.warning(
                    mapping.placeOf(text),
                    "'"
                        + other
                        + "' and '"
                        + text
                        + "' both say who owns it, and '"
                        + text
                        + "' counts; keep one of the two");
              }
            }
          }
        }
      };

  static final Look OVERRIDES_NOTHING =
      (value, remarks) -> {
        if (value instanceof YamlMapping mapping
            && (textOf(mapping, "service").isEmpty() || textOf(mapping, "content").isEmpty())) {
          remarks.warning(
              mapping.place(), "an override without 'service' or 'content' changes nothing");
        }
      };

  /** True if a line fetches something, and a shell behind it runs what comes. */
  private static boolean isPiped(String text) {
    return text.lines()
        .anyMatch(
            line -> {
              Matcher fetching = FETCHING.matcher(line);
              return fetching.find() && INTO_SHELL.matcher(line).find(fetching.end());
            });
  }

  private static void keysOverHttp(YamlNode value, Remarks remarks) {
    if (value instanceof YamlSequence list) {
      for (YamlNode item : list.items()) {
        OVER_HTTP.at(item, remarks);
        if (textOf(item).contains("PRIVATE KEY-----")) {
          remarks.error(
              item.place(),
              "this is a private key; take it out, hold it for stolen, and give the public one");
        }
      }
    } else if (value instanceof YamlMapping byUser) {
      byUser.keys().forEach(user -> byUser.find(user).ifPresent(v -> keysOverHttp(v, remarks)));
    }
  }

  private static String textOf(YamlMapping mapping, String key) {
    return textOf(mapping.find(key).orElse(mapping));
  }

  /** The text of a scalar; empty for anything else. */
  static String textOf(YamlNode value) {
    return value instanceof YamlScalar scalar ? scalar.text() : "";
  }
}
