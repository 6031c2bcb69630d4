package io.holdfast.cli;

import io.holdfast.release.json.Json;
import io.holdfast.release.tuf.Delegation;
import io.holdfast.release.tuf.Delegations;
import io.holdfast.release.tuf.MetadataRefusedException;
import io.holdfast.release.tuf.RoleKey;
import io.holdfast.release.tuf.Root;
import io.holdfast.release.tuf.Signers;
import io.holdfast.release.tuf.Snapshot;
import io.holdfast.release.tuf.Targets;
import io.holdfast.release.tuf.Timestamp;
import io.holdfast.release.tuf.signing.Draft;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A prepared change for people and programs: all that is signed, and who signed it. Stateless. */
final class DraftText {
  /** Enough to tell the keys of a repository apart. */
  static final int ID_DIGITS = 16;

  private DraftText() {}

  static List<String> lines(Draft draft) throws MetadataRefusedException {
    List<String> lines = new ArrayList<>();
    for (Draft.Document document : draft.documents()) {
      lines.add(
          document.role()
              + " "
              + document.says().version()
              + ", until "
              + document.says().expires()
              + ": "
              + document.needs().stream()
                  .map(
                      need ->
                          need.signed().size() + " of " + need.signers().threshold() + " signed")
                  .collect(Collectors.joining(" by the keys before, "))
              + (document.needs().size() > 1 ? " by those after" : ""));
      lines.addAll(says(document));
    }
    return lines;
  }

  static Map<String, Object> json(Draft draft) throws MetadataRefusedException {
    List<Object> documents = new ArrayList<>();
    boolean signed = true;
    for (Draft.Document document : draft.documents()) {
      signed &= document.isSigned();
      documents.add(
          Json.object(
              "role",
              document.role(),
              "version",
              document.says().version(),
              "expires",
              document.says().expires().toString(),
              "needs",
              document.needs().stream().map(DraftText::json).toList(),
              "says",
              document.says().toJson()));
    }
    return Json.object("prepared", true, "signed", signed, "documents", documents);
  }

  static boolean isSigned(Draft draft) throws MetadataRefusedException {
    return draft.documents().stream().allMatch(Draft.Document::isSigned);
  }

  /** Who signs for a role, as in {@code 1 of 2: 0123456789abcdef, fedcba9876543210}. */
  static String signers(Signers signers) {
    return signers.threshold()
        + " of "
        + signers.keys().size()
        + ": "
        + signers.keys().stream()
            .map(key -> key.id().substring(0, ID_DIGITS))
            .sorted()
            .collect(Collectors.joining(", "));
  }

  private static Map<String, Object> json(Draft.Need need) {
    return Json.object(
        "threshold",
        need.signers().threshold(),
        "keys",
        need.signers().keys().stream().map(RoleKey::id).sorted().toList(),
        "signed",
        need.signed().stream().map(RoleKey::id).sorted().toList());
  }

  private static List<String> says(Draft.Document document) {
    List<String> lines = new ArrayList<>();
    switch (document.says()) {
      case Root root -> {
        lines.add("  root: " + signers(root.root()));
        lines.add("  timestamp: " + signers(root.timestamp()));
        lines.add("  snapshot: " + signers(root.snapshot()));
        lines.add("  targets: " + signers(root.targets()));
      }
      case Targets targets -> {
        if (targets.delegations() instanceof Delegations.Roles(List<Delegation> roles)) {
          roles.forEach(each -> lines.add("  " + each.role() + ": " + signers(each.signers())));
        }
        targets.targets().values().stream()
            .map(target -> "  " + target.path() + " sha256:" + target.hashes().prefix())
            .sorted()
            .forEach(lines::add);
      }
      case Snapshot _, Timestamp _ -> {
        // Neither is ever prepared.
      }
    }
    return lines;
  }
}
