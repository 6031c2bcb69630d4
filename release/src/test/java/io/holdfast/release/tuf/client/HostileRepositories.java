package io.holdfast.release.tuf.client;

import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.json.JsonObject;
import io.holdfast.release.trust.SigningKey;
import io.holdfast.release.tuf.MetadataRefusedException.Reason;
import io.holdfast.release.tuf.Root;
import io.holdfast.release.tuf.Snapshot;
import io.holdfast.release.tuf.Targets;
import io.holdfast.release.tuf.Timestamp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Signs the cases of {@link HostileRepositoriesTest} with keys that are thrown away. Run it from
 * the module's folder when a case is added; one that is there already is left as it is.
 */
final class HostileRepositories {
  private static final String[] ONLINE = {Snapshot.ROLE, Timestamp.ROLE};
  private static final String[] ALL = {Targets.ROLE, Snapshot.ROLE, Timestamp.ROLE};

  final Vendor vendor = new Vendor();
  private final Map<String, Object> known = new TreeMap<>();
  private String now = Vendor.NOW.toString();

  HostileRepositories() {
    know(Root.ROLE, "1.root.json");
  }

  /** Writes those that are not there. */
  public static void main(String[] arguments) throws IOException {
    Files.createDirectories(HostileRepositoriesTest.FOLDER);
    good();
    expired();
    rolledBack();
    mixed();
    signatures();
    roots();
    forms();
    delegations();
    HostileKeys.write();
  }

  private static void good() throws IOException {
    HostileRepositories none = new HostileRepositories();
    none.seen();
    none.vendor.publish(ALL);
    none.write("control-all-is-well", "Nothing is wrong with this one.", null, 1, 2, 2, 2);
  }

  private static void expired() throws IOException {
    for (String role : List.of(Root.ROLE, Timestamp.ROLE, Snapshot.ROLE, Targets.ROLE)) {
      HostileRepositories of = new HostileRepositories();
      of.seen();
      of.vendor.expiries.put(role, Vendor.NOW);
      if (role.equals(Root.ROLE)) {
        of.vendor.publish(Root.ROLE);
      } else {
        of.vendor.publish(ALL);
      }
      long[] believed =
          switch (role) {
            case Root.ROLE -> new long[] {2, 1, 1, 1};
            case Timestamp.ROLE -> new long[] {1, 1, 1, 1};
            case Snapshot.ROLE -> new long[] {1, 2, 1, 1};
            default -> new long[] {1, 2, 2, 1};
          };
      of.write("expired-" + role, "Its " + role + " has expired.", Reason.EXPIRED, believed);
    }
    HostileRepositories frozen = new HostileRepositories();
    frozen.seen();
    frozen.now = Vendor.NOW.plus(Duration.ofDays(31)).toString();
    frozen.write("freeze", "It serves the same for ever.", Reason.EXPIRED, 1, 1, 1, 1);
  }

  private static void rolledBack() throws IOException {
    HostileRepositories timestamp = new HostileRepositories();
    byte[] old = timestamp.vendor.file("timestamp.json");
    timestamp.vendor.publish(Timestamp.ROLE);
    timestamp.seen();
    timestamp.vendor.files.put("timestamp.json", old);
    timestamp.write("rollback-timestamp", "Its timestamp is older.", Reason.ROLLBACK, 1, 2, 1, 1);
    HostileRepositories snapshot = new HostileRepositories();
    snapshot.vendor.publish(ONLINE);
    snapshot.seen();
    snapshot.vendor.versions.put(Snapshot.ROLE, 0L);
    snapshot.vendor.publish(ONLINE);
    snapshot.write("rollback-snapshot", "Its snapshot is older.", Reason.ROLLBACK, 1, 2, 2, 1);
    HostileRepositories targets = new HostileRepositories();
    targets.vendor.publish(ALL);
    targets.seen();
    targets.vendor.versions.put(Targets.ROLE, 0L);
    targets.vendor.publish(ALL);
    targets.write("rollback-targets", "Its targets are older.", Reason.ROLLBACK, 1, 3, 2, 2);
    HostileRepositories vanished = new HostileRepositories();
    vanished.vendor.delegate(Targets.ROLE, "releases", true, "releases/*");
    vanished.vendor.publish("releases");
    vanished.vendor.publish(ALL);
    vanished.seen();
    vanished.vendor.meta.remove("releases.json");
    vanished.vendor.publish(ONLINE);
    vanished.write("rollback-role-vanished", "A role is gone.", Reason.ROLLBACK, 1, 3, 2, 2);
  }

  private static void mixed() throws IOException {
    HostileRepositories snapshot = new HostileRepositories();
    snapshot.vendor.publish(ONLINE);
    snapshot.vendor.files.put("2.snapshot.json", snapshot.vendor.file("1.snapshot.json"));
    snapshot.write(
        "mix-and-match-snapshot", "It serves another snapshot.", Reason.MISMATCH, 1, 2, 0, 0);
    HostileRepositories targets = new HostileRepositories();
    targets.vendor.publish(ALL);
    targets.vendor.files.put("2.targets.json", targets.vendor.file("1.targets.json"));
    targets.write("mix-and-match-targets", "It serves other targets.", Reason.MISMATCH, 1, 2, 2, 0);
    for (String file :
        List.of("2.root.json", "timestamp.json", "1.snapshot.json", "1.targets.json")) {
      HostileRepositories endless = new HostileRepositories();
      endless.vendor.files.put(file, "endless".getBytes(StandardCharsets.UTF_8));
      long[] believed =
          switch (file) {
            case "1.snapshot.json" -> new long[] {1, 1, 0, 0};
            case "1.targets.json" -> new long[] {1, 1, 1, 0};
            default -> new long[] {1, 0, 0, 0};
          };
      endless.write(
          "endless-" + file.replaceAll("^[0-9]+[.]|[.]json$", ""),
          "Its " + file + " never ends.",
          Reason.TOO_LARGE,
          believed);
    }
    HostileRepositories missing = new HostileRepositories();
    missing.vendor.files.remove("1.targets.json");
    missing.write("missing-targets", "It withholds targets.", Reason.MISSING, 1, 1, 1, 0);
  }

  private static void signatures() throws IOException {
    for (String role : List.of(Root.ROLE, Timestamp.ROLE, Snapshot.ROLE, Targets.ROLE)) {
      HostileRepositories stranger = new HostileRepositories();
      stranger.vendor.keys.put(role, new ArrayList<>(List.of(SigningKey.generate())));
      stranger.vendor.publish(role.equals(Root.ROLE) ? new String[] {Root.ROLE} : ALL);
      long[] believed =
          switch (role) {
            case Snapshot.ROLE -> new long[] {1, 2, 0, 0};
            case Targets.ROLE -> new long[] {1, 2, 2, 0};
            default -> new long[] {1, 0, 0, 0};
          };
      stranger.write(
          "stranger-signs-" + role, "A stranger signed it.", Reason.SIGNATURES, believed);
    }
    HostileRepositories threshold = new HostileRepositories();
    threshold.vendor.addKey(Targets.ROLE);
    threshold.vendor.thresholds.put(Targets.ROLE, 2);
    threshold.vendor.publish(Root.ROLE);
    threshold.vendor.versions.merge(Targets.ROLE, 1L, Long::sum);
    threshold.vendor.sign(Targets.ROLE, threshold.vendor.keysOf(Targets.ROLE).subList(0, 1));
    threshold.vendor.publish(ONLINE);
    threshold.write(
        "threshold-not-met", "One of two who must sign did.", Reason.SIGNATURES, 2, 2, 2, 0);
    HostileRepositories unreachable = new HostileRepositories();
    unreachable.vendor.thresholds.put(Snapshot.ROLE, 3);
    unreachable.vendor.publish(Root.ROLE);
    unreachable.vendor.publish(ALL);
    unreachable.write(
        "threshold-above-keys",
        "More must sign than there are keys.",
        Reason.SIGNATURES,
        2,
        2,
        0,
        0);
    HostileRepositories twice = new HostileRepositories();
    SigningKey key = twice.vendor.keysOf(Snapshot.ROLE).getFirst();
    twice.vendor.thresholds.put(Snapshot.ROLE, 2);
    twice.vendor.addKey(Snapshot.ROLE);
    twice.vendor.publish(Root.ROLE);
    twice.vendor.versions.merge(Snapshot.ROLE, 1L, Long::sum);
    twice.vendor.sign(Snapshot.ROLE, List.of(key, key));
    twice.vendor.publish(Timestamp.ROLE);
    twice.write(
        "duplicate-signature", "One key signed for two, in two entries.", Reason.FORM, 2, 2, 0, 0);
    HostileRepositories unknown = new HostileRepositories();
    unknown.vendor.publish(ALL);
    unknown.edit(
        "timestamp.json", text -> text.replaceFirst("\"sig\" : \"[0-9a-f]{4}", "\"sig\" : \"0000"));
    unknown.write("signature-altered", "A signature is wrong.", Reason.SIGNATURES, 1, 0, 0, 0);
    HostileRepositories text = new HostileRepositories();
    text.edit(
        "timestamp.json", all -> all.replaceFirst("\"sig\" : \"[0-9a-f]+", "\"sig\" : \"xyz"));
    text.write("signature-not-hex", "A signature is no number.", Reason.SIGNATURES, 1, 0, 0, 0);
  }

  private static void roots() throws IOException {
    HostileRepositories skipped = new HostileRepositories();
    skipped.vendor.versions.put(Root.ROLE, 3L);
    skipped.vendor.sign(Root.ROLE, skipped.vendor.keysOf(Root.ROLE));
    skipped.vendor.files.put("2.root.json", skipped.vendor.root(3));
    skipped.write("root-version-skipped", "Root 3 comes as 2.", Reason.ROLLBACK, 1, 0, 0, 0);
    HostileRepositories same = new HostileRepositories();
    same.vendor.files.put("2.root.json", same.vendor.root(1));
    same.write("root-version-again", "Root 1 comes as 2.", Reason.ROLLBACK, 1, 0, 0, 0);
    HostileRepositories old = new HostileRepositories();
    List<SigningKey> before = List.copyOf(old.vendor.keysOf(Root.ROLE));
    old.vendor.rotate(Root.ROLE);
    old.vendor.versions.merge(Root.ROLE, 1L, Long::sum);
    old.vendor.sign(Root.ROLE, before);
    old.write(
        "root-old-keys-only", "The new root keys did not sign.", Reason.SIGNATURES, 1, 0, 0, 0);
    HostileRepositories fresh = new HostileRepositories();
    fresh.vendor.rotate(Root.ROLE);
    fresh.vendor.publish(Root.ROLE);
    fresh.write(
        "root-new-keys-only", "The old root keys did not sign.", Reason.SIGNATURES, 1, 0, 0, 0);
    HostileRepositories dropped = new HostileRepositories();
    dropped.seen();
    List<SigningKey> stolen = List.copyOf(dropped.vendor.keysOf(Timestamp.ROLE));
    dropped.vendor.rotate(Timestamp.ROLE);
    dropped.vendor.publish(Root.ROLE);
    dropped.vendor.versions.merge(Timestamp.ROLE, 1L, Long::sum);
    dropped.vendor.sign(Timestamp.ROLE, stolen);
    dropped.write(
        "timestamp-key-dropped",
        "A key that the root dropped signed the timestamp.",
        Reason.SIGNATURES,
        2,
        0,
        0,
        1);
  }

  private static void forms() throws IOException {
    form("no-json", "{", "It is no JSON.");
    form("no-metadata", "{\"signatures\" : [], \"signed\" : {}}", "It says nothing.");
    form("bomb-of-brackets", "[".repeat(10_000), "It nests without end.");
    edited(
        "other-type",
        text -> text.replace("\"timestamp\"", "\"snapshot\""),
        "It is of another role.");
    edited("other-specification", text -> text.replace("1.0.33", "2.0.0"), "It is of TUF 2.");
    edited(
        "fraction",
        text -> text.replaceFirst("\"version\" : 1", "\"version\" : 1.5"),
        "A version is no whole number.");
    edited(
        "version-zero",
        text -> text.replaceFirst("\"version\" : 1,", "\"version\" : 0,"),
        "Its version is 0.");
    edited(
        "no-time",
        text -> text.replaceFirst("\"expires\" : \"[^\"]+", "\"expires\" : \"never"),
        "It never expires.");
    edited(
        "key-twice",
        text -> text.replaceFirst("\"version\" : 1,", "\"version\" : 9, \"version\" : 1,"),
        "A field is there twice.");
  }

  private static void delegations() throws IOException {
    for (String name : List.of("../../etc/passwd", "root", "a/../b")) {
      HostileRepositories dubious = new HostileRepositories();
      dubious.vendor.delegate(Targets.ROLE, name, true, "*");
      dubious.vendor.publish(name.equals("root") ? "other" : name);
      dubious.vendor.publish(ALL);
      boolean refused = name.equals("root");
      dubious.write(
          "dubious-role-name-" + name.replaceAll("[^a-z]+", "-").replaceAll("^-", ""),
          "A role is called '" + name + "'.",
          refused ? Reason.FORM : null,
          1,
          2,
          2,
          refused ? 0 : 2);
    }
    HostileRepositories circle = new HostileRepositories();
    circle.vendor.delegate(Targets.ROLE, "a", false, "*");
    circle.vendor.delegate("a", "b", false, "*");
    circle.vendor.delegate("b", "a", false, "*");
    circle.vendor.publish("b", "a");
    circle.vendor.publish(ALL);
    circle.wanted("none", "delegation-in-a-circle", "Two roles delegate to each other.");
    HostileRepositories beyond = new HostileRepositories();
    beyond.vendor.delegate(Targets.ROLE, "rules", true, "content/rules/*");
    beyond.vendor.add("rules", "releases/edge-9.json", "evil");
    beyond.vendor.publish("rules");
    beyond.vendor.publish(ALL);
    beyond.wanted(
        "releases/edge-9.json", "target-beyond-its-role", "A role speaks for what is not its own.");
  }

  private static void form(String name, String text, String says) throws IOException {
    HostileRepositories of = new HostileRepositories();
    of.vendor.files.put("timestamp.json", text.getBytes(StandardCharsets.UTF_8));
    of.write("form-" + name, says, Reason.FORM, 1, 0, 0, 0);
  }

  private static void edited(String name, UnaryOperator<String> edit, String says)
      throws IOException {
    HostileRepositories of = new HostileRepositories();
    of.edit("timestamp.json", edit);
    of.write("form-" + name, says, Reason.FORM, 1, 0, 0, 0);
  }

  private void edit(String file, UnaryOperator<String> edit) {
    String text = new String(vendor.file(file), StandardCharsets.UTF_8);
    String changed = edit.apply(text);
    if (changed.equals(text)) {
      throw new IllegalStateException("the edit of " + file + " changes nothing");
    }
    vendor.files.put(file, changed.getBytes(StandardCharsets.UTF_8));
  }

  /** The client saw what is there now. */
  private void seen() {
    know(Timestamp.ROLE, "timestamp.json");
    know(Snapshot.ROLE, vendor.versions.get(Snapshot.ROLE) + ".snapshot.json");
    know(Targets.ROLE, vendor.versions.get(Targets.ROLE) + ".targets.json");
  }

  private void know(String role, String file) {
    known.put(role + ".json", object(vendor.file(file)));
  }

  private void wanted(String target, String name, String says) throws IOException {
    Map<String, Object> attack =
        attack(says, Reason.NO_SUCH_TARGET.toString(), new long[] {1, 2, 2, 2});
    attack.put("wanted", target);
    save(name, attack);
  }

  void write(String name, String says, @Nullable Reason reason, long... believed)
      throws IOException {
    save(name, attack(says, reason == null ? "TAKEN" : reason.toString(), believed));
  }

  private Map<String, Object> attack(String says, String ends, long[] believed) {
    Map<String, Object> served = new TreeMap<>();
    vendor.files.forEach((file, bytes) -> served.put(file, object(bytes)));
    Map<String, Object> roles = new LinkedHashMap<>();
    String[] names = {Root.ROLE, Timestamp.ROLE, Snapshot.ROLE, Targets.ROLE};
    for (int i = 0; i < names.length; i++) {
      roles.put(names[i], believed[i]);
    }
    return Json.object(
        "says", says, "now", now, "ends", ends, "roles", roles, "known", known, "served", served);
  }

  private static void save(String name, Map<String, Object> attack) throws IOException {
    Path file = HostileRepositoriesTest.FOLDER.resolve(name + ".json");
    if (!Files.exists(file)) {
      Files.writeString(file, Json.write(attack));
    }
  }

  /** As an object, if that gives the same bytes again. */
  private static Object object(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    try {
      JsonObject object = Json.parseObject(bytes, bytes.length);
      return Json.write(object.values()).equals(text) ? object : text;
    } catch (JsonException e) {
      return text;
    }
  }
}
