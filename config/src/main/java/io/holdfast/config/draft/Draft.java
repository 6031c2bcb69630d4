package io.holdfast.config.draft;

import io.holdfast.config.action.EnsureUser;
import io.holdfast.config.action.SetHostname;
import io.holdfast.config.action.SshKey;
import io.holdfast.config.cloud.CloudConfig;
import io.holdfast.config.cloud.RecoveryOptions;
import io.holdfast.config.language.Check;
import io.holdfast.config.language.Finding;
import io.holdfast.config.template.Delimiters;
import io.holdfast.config.template.Origin;
import io.holdfast.config.template.Template;
import io.holdfast.config.template.TemplateException;
import io.holdfast.config.template.TemplateValues;
import io.holdfast.config.yaml.ConfigException;
import io.holdfast.config.yaml.Place;
import io.holdfast.config.yaml.Quoted;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The first configuration of a machine. A value whose text passes the check of the language without
 * a remark. Immutable.
 *
 * @param disk {@code auto}, or a path below /dev
 * @param hostname a name, or a template of one
 * @param user who logs in
 * @param keys with which keys; none if nobody logs in over SSH
 * @param passwordHash with which password, as crypt(5) stores it; null for none
 * @param network how the machine is reached
 * @param repairFrom a repository for repairs; null for none
 */
public record Draft(
    String disk,
    String hostname,
    String user,
    List<SshKey> keys,
    @Nullable String passwordHash,
    Network network,
    @Nullable String repairFrom) {
  private static final String SOURCE = "draft";

  private static final Place NOWHERE = Place.startOf(SOURCE);

  private static final Pattern HASH =
      Pattern.compile("\\$[0-9a-z]{1,8}\\$[./A-Za-z0-9$=,_-]{8,400}");

  private static final int MOST_KEYS = 20;

  /** What a machine's id looks like. */
  private static final String SOME_ID = "0123456789abcdef0123456789abcdef";

  /** Checks each of them by the rules of the language. */
  public Draft {
    if (!disk.equals("auto") && !disk.matches("/dev/[A-Za-z0-9][A-Za-z0-9/._:@+-]{0,250}")) {
      throw new IllegalArgumentException(
          Quoted.of(disk) + " is no disk: write 'auto' or a path like /dev/nvme0n1");
    }
    demandHostname(hostname);
    new EnsureUser(
        user, null, false, List.of(), null, null, null, true, null, null, true, false, NOWHERE);
    keys = List.copyOf(keys);
    if (keys.size() > MOST_KEYS) {
      throw new IllegalArgumentException(
          "these are " + keys.size() + " keys; give at most " + MOST_KEYS);
    }
    for (SshKey key : keys) {
      if (!key.isRemote() && !key.looksLikeKey()) {
        throw new IllegalArgumentException(
            Quoted.of(key.line())
                + " is no SSH key, and no file that is there; a key begins with a word like"
                + " ssh-ed25519");
      }
    }
    if (passwordHash != null && !HASH.matcher(passwordHash).matches()) {
      throw new IllegalArgumentException(
          "this is no hash of a password; write what 'openssl passwd -6' prints");
    }
    new RecoveryOptions(repairFrom);
  }

  /** The file, with comments. */
  public String text() {
    return DraftText.of(this);
  }

  /** What the check says of the file, and what a node's reader does; empty for a good one. */
  public List<String> remarks() {
    String text = text();
    List<Finding> findings = Check.text(SOURCE, text);
    if (!findings.isEmpty()) {
      return findings.stream().map(Finding::message).toList();
    }
    // What a template comes to is only known on the machine.
    if (!isTemplate()) {
      try {
        CloudConfig.parse(SOURCE, text);
      } catch (ConfigException e) {
        return List.of(String.valueOf(e.getMessage()));
      }
    }
    return List.of();
  }

  /** True if nobody else may read the file. */
  public boolean hasSecret() {
    return passwordHash != null;
  }

  /** True if the hostname is filled in on the machine. */
  public boolean isTemplate() {
    return hostname.contains("{{");
  }

  private static void demandHostname(String hostname) {
    if (!hostname.contains("{{")) {
      new SetHostname(hostname, NOWHERE);
      return;
    }
    try {
      String filled =
          Template.parse(hostname, Origin.file(SOURCE), Delimiters.beginning("{{"))
              .render(
                  new TemplateValues(Map.of(), Map.of(), SOME_ID, "seed", Instant.EPOCH, Map.of()));
      new SetHostname(filled, NOWHERE);
    } catch (TemplateException e) {
      throw new IllegalArgumentException(
          "this template cannot be filled: " + e.problems().getFirst().message(), e);
    }
  }
}
