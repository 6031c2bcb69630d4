package io.holdfast.release.repository;

import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import io.holdfast.release.admission.Statements;
import io.holdfast.release.admission.Vouched;
import io.holdfast.release.admission.Withdrawn.Kind;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.json.JsonObject;
import io.holdfast.release.manifest.ReleaseName;
import io.holdfast.release.tuf.Delegation;
import io.holdfast.release.tuf.FileNames;
import io.holdfast.release.tuf.MetadataRefusedException;
import io.holdfast.release.tuf.MetadataRefusedException.Reason;
import io.holdfast.release.tuf.TargetFile;
import io.holdfast.release.tuf.Targets;
import io.holdfast.release.tuf.client.Fetcher;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where Holdfast's own statements are in signed metadata: targets have the paths of what they are
 * the manifests of; a floor is a field of a target; what is withdrawn is a target by itself, of a
 * role that may have other keys than those that published it. Stateless.
 */
public final class SignedStatements {
  /** The folder of the metadata below a repository's. */
  public static final String METADATA = "metadata";

  /** The folder of the targets below a repository's. */
  public static final String TARGETS = "targets";

  /** The role that says what is withdrawn. */
  public static final String ADVISORIES = "advisories";

  /** The target that says it. */
  public static final String WITHDRAWN = "advisories/withdrawn.json";

  /** The field of a target's "custom" that is Holdfast's. */
  private static final String CUSTOM = "holdfast";

  private SignedStatements() {}

  /** The target that is the manifest of a release. */
  public static String target(ReleaseName name, Version version) {
    return target(Kind.RELEASE, name.text(), version);
  }

  /** The target that is the manifest of a version of content or of an extension. */
  public static String target(ChannelName channel, Version version) {
    return target(Kind.CONTENT, channel.text(), version);
  }

  /** What is said of a target. */
  public static JsonObject custom(Kind kind, String name, Version version, boolean floor) {
    return new JsonObject(
        Json.object(
            CUSTOM,
            new JsonObject(
                Json.object(
                    "kind",
                    kind.toString(),
                    "name",
                    name,
                    "version",
                    version.text(),
                    "floor",
                    floor))));
  }

  /**
   * What verified metadata says must not run.
   *
   * @param roles all that the top-level role delegates to
   * @param targets where the list of what is withdrawn is fetched
   * @throws MetadataRefusedException if that list is not the one that the metadata names, or what
   *     is said cannot be understood
   */
  public static Statements read(Map<Delegation, Targets> roles, Fetcher targets)
      throws IOException, MetadataRefusedException {
    try {
      Statements statements = Statements.NONE;
      for (Map.Entry<Delegation, Targets> role : roles.entrySet()) {
        TargetFile list = role.getValue().targets().get(WITHDRAWN);
        if (list != null && role.getKey().role().equals(ADVISORIES)) {
          Statements said = Statements.parse(fetch(list, targets));
          statements = new Statements(said.withdrawn(), statements.floors());
        }
        for (TargetFile target : role.getValue().targets().values()) {
          statements = withFloor(statements, role.getKey(), target);
        }
      }
      return statements;
    } catch (JsonException | IllegalArgumentException e) {
      throw new MetadataRefusedException(
          Reason.FORM,
          "What the metadata of "
              + targets.describe()
              + " says of its targets cannot be used: "
              + e.getMessage()
              + ". Whoever runs the repository must publish it anew.");
    }
  }

  /**
   * What verified metadata vouches for, withdrawn or not. Whoever changes to one of them asks the
   * metadata for that very one again: this is a list to choose from.
   *
   * @param roles all that the top-level role delegates to, the first to be asked first
   * @throws MetadataRefusedException if what is said of a target cannot be understood
   */
  public static List<Vouched> vouched(Map<Delegation, Targets> roles)
      throws MetadataRefusedException {
    Map<String, Vouched> found = new LinkedHashMap<>();
    for (Map.Entry<Delegation, Targets> role : roles.entrySet()) {
      for (TargetFile target : role.getValue().targets().values()) {
        // A role speaks only for what was delegated to it, and after one that speaks before it.
        if (target.custom().has(CUSTOM) && role.getKey().paths().covers(target.path())) {
          found.putIfAbsent(target.path(), vouched(target));
        }
      }
    }
    return new ArrayList<>(found.values());
  }

  private static Vouched vouched(TargetFile target) throws MetadataRefusedException {
    try {
      JsonObject said = target.custom().object(CUSTOM);
      String name = said.string("name");
      Version version = new Version(said.string("version"));
      for (Kind kind : Kind.values()) {
        if (target.path().equals(target(kind, name, version))) {
          return new Vouched(kind, name, version, new Digest(target.hashes().prefix()));
        }
      }
      throw new JsonException("it names something else");
    } catch (JsonException | IllegalArgumentException | IllegalStateException e) {
      throw new MetadataRefusedException(
          Reason.FORM,
          "What the metadata says of "
              + target.path()
              + " cannot be used: "
              + e.getMessage()
              + ". Whoever runs the repository must publish it anew.");
    }
  }

  private static byte[] fetch(TargetFile list, Fetcher targets)
      throws IOException, MetadataRefusedException {
    byte[] bytes = targets.fetch(FileNames.target(list, true), Statements.MAX_BYTES);
    if (bytes == null || bytes.length != list.length() || !list.hashes().match(bytes)) {
      throw new MetadataRefusedException(
          Reason.MISMATCH,
          targets.describe()
              + " has no "
              + WITHDRAWN
              + " with the hash that advisories.json names. Use another mirror.");
    }
    return bytes;
  }

  /** A role speaks only for what was delegated to it: a floor under another's name is none. */
  private static Statements withFloor(Statements statements, Delegation by, TargetFile target)
      throws JsonException {
    if (!target.custom().has(CUSTOM) || !by.paths().covers(target.path())) {
      return statements;
    }
    JsonObject said = target.custom().object(CUSTOM);
    if (!said.has("floor") || !said.flag("floor")) {
      return statements;
    }
    String name = said.string("name");
    Version version = new Version(said.string("version"));
    for (Kind kind : Kind.values()) {
      if (target.path().equals(target(kind, name, version))) {
        return statements.withFloor(kind, name, version);
      }
    }
    throw new JsonException("the floor of " + target.path() + " names something else");
  }

  private static String target(Kind kind, String name, Version version) {
    return switch (kind) {
      case RELEASE -> "releases/" + name + "-" + version + ".json";
      case CONTENT -> "content/" + name + "/" + version + ".json";
    };
  }
}
