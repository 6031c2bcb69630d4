package io.holdfast.image.inspect;

import io.holdfast.image.inspect.Inspection.Kind;
import io.holdfast.image.inspect.Inspection.Notes;
import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.tuf.Delegation;
import io.holdfast.release.tuf.Delegations;
import io.holdfast.release.tuf.Metadata;
import io.holdfast.release.tuf.MetadataRefusedException;
import io.holdfast.release.tuf.Root;
import io.holdfast.release.tuf.SignedFile;
import io.holdfast.release.tuf.Signers;
import io.holdfast.release.tuf.Snapshot;
import io.holdfast.release.tuf.Targets;
import io.holdfast.release.tuf.Timestamp;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks at one file of a repository's metadata (The Update Framework, 1.0.33). Who must sign it is
 * what the newest root beside it says, or the newest targets for a role that they delegate to; a
 * root is looked at by itself. Whether that root is to be believed is for a client to say.
 *
 * @param now from which on it has expired or not
 */
record MetadataInspection(Instant now) {
  /** The most that a client reads of any role. */
  private static final int MAX_BYTES = 5 << 20;

  /** {@code 3.releases.json}, {@code timestamp.json} (section 6.2). */
  private static final Pattern NAME = Pattern.compile("(?:([0-9]{1,18})\\.)?(.+)\\.json");

  Inspection of(Path file) throws IOException {
    Notes notes = new Notes();
    try {
      look(file, notes);
    } catch (MetadataRefusedException | JsonException e) {
      notes.problem(String.valueOf(e.getMessage()));
    }
    return notes.of(Kind.METADATA);
  }

  private void look(Path file, Notes notes)
      throws IOException, MetadataRefusedException, JsonException {
    byte[] bytes = bytes(file);
    String type = Json.parseObject(bytes, MAX_BYTES).object("signed").string("_type");
    String role = type.equals(Targets.ROLE) ? role(file) : type;
    Metadata metadata = SignedFile.unverified(role, bytes);
    notes.fact("role", role);
    notes.fact("version", metadata.version());
    notes.fact("expires", metadata.expires());
    switch (metadata) {
      case Root root -> notes.fact("consistent snapshot", root.consistentSnapshot() ? "yes" : "no");
      case Targets targets ->
          targets.targets().keySet().stream().sorted().forEach(path -> notes.fact("target", path));
      case Snapshot _, Timestamp _ -> {}
    }
    Signers signers = signers(file, role, metadata);
    if (signers == null) {
      notes.fact("signature", "not checked: no metadata beside it says who must sign it");
    } else {
      SignedFile.signedBy(bytes, signers).forEach(key -> notes.fact("signed by", key.id()));
      notes.fact("must sign", signers.threshold() + " of " + signers.keys().size());
      if (!SignedFile.isSignedByEnough(bytes, signers)) {
        notes.problem(
            "Fewer than " + signers.threshold() + " of the keys of " + role + " signed it.");
      }
    }
    if (!metadata.isFresh(now)) {
      notes.problem("It has expired: whoever runs the repository must sign it anew.");
    }
  }

  private static @Nullable Signers signers(Path file, String role, Metadata metadata)
      throws IOException, MetadataRefusedException {
    if (metadata instanceof Root root) {
      return root.root();
    }
    if (!Set.of(Timestamp.ROLE, Snapshot.ROLE, Targets.ROLE).contains(role)) {
      return newest(file, Targets.ROLE) instanceof Targets above ? signers(above, role) : null;
    }
    return newest(file, Root.ROLE) instanceof Root root
        ? switch (role) {
          case Timestamp.ROLE -> root.timestamp();
          case Snapshot.ROLE -> root.snapshot();
          default -> root.targets();
        }
        : null;
  }

  private static @Nullable Signers signers(Targets above, String role) {
    if (above.delegations() instanceof Delegations.Roles(var roles)) {
      for (Delegation each : roles) {
        if (each.role().equals(role)) {
          return each.signers();
        }
      }
    }
    return null;
  }

  /** What the file of a role with the highest version says, in the same folder; null for none. */
  private static @Nullable Metadata newest(Path file, String role)
      throws IOException, MetadataRefusedException {
    Path found = null;
    long highest = -1;
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      return null;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + role + ".json")) {
      for (Path each : files) {
        Matcher name = NAME.matcher(String.valueOf(each.getFileName()));
        if (name.matches() && name.group(2).equals(role)) {
          String version = name.group(1);
          long number = version == null ? 0 : Long.parseLong(version);
          if (number > highest) {
            highest = number;
            found = each;
          }
        }
      }
    }
    return found == null ? null : SignedFile.unverified(role, bytes(found));
  }

  /** Delegated roles are all of type targets, and are told by the name of their file alone. */
  private static String role(Path file) {
    Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
    return name.matches() ? name.group(2) : Targets.ROLE;
  }

  private static byte[] bytes(Path file) throws IOException {
    try (InputStream stream = Files.newInputStream(file)) {
      return stream.readNBytes(MAX_BYTES + 1);
    }
  }
}
