package io.holdfast.release.tuf.client;

import io.holdfast.release.Digest;
import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.trust.SigningKey;
import io.holdfast.release.tuf.CanonicalJson;
import io.holdfast.release.tuf.MetaFile;
import io.holdfast.release.tuf.MetadataRefusedException.Reason;
import io.holdfast.release.tuf.RoleKey;
import io.holdfast.release.tuf.Root;
import io.holdfast.release.tuf.Snapshot;
import io.holdfast.release.tuf.Targets;
import io.holdfast.release.tuf.Timestamp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The cases of {@link HostileRepositories} whose roots list keys as no signer of ours would. */
final class HostileKeys {
  private HostileKeys() {}

  static void write() throws IOException {
    HostileRepositories unknown = new HostileRepositories();
    SigningKey key = unknown.vendor.keysOf(Timestamp.ROLE).getFirst();
    Map<String, Object> foreign = keyForm(key, "slh-dsa", Map.of());
    root(unknown.vendor, Map.of(id(foreign), foreign), 1);
    timestamp(unknown.vendor, Map.of(id(foreign), key));
    unknown.write(
        "unknown-algorithm",
        "The timestamp's only key is of a kind that nobody here knows.",
        Reason.SIGNATURES,
        2,
        0,
        0,
        0);
    HostileRepositories beside = new HostileRepositories();
    SigningKey known = beside.vendor.keysOf(Timestamp.ROLE).getFirst();
    Map<String, Object> form = keyForm(known, "ed25519", Map.of());
    root(beside.vendor, Map.of(id(foreign), foreign, id(form), form), 1);
    timestamp(beside.vendor, Map.of(id(form), known));
    beside.write(
        "control-unknown-algorithm-beside",
        "A key of an unknown kind beside one that signed harms nothing.",
        null,
        2,
        1,
        1,
        1);
    HostileRepositories twice = new HostileRepositories();
    SigningKey one = twice.vendor.keysOf(Timestamp.ROLE).getFirst();
    Map<String, Object> first = keyForm(one, "ed25519", Map.of());
    Map<String, Object> second = keyForm(one, "ed25519", Map.of("x-note", "the same once more"));
    root(twice.vendor, Map.of(id(first), first, id(second), second), 2);
    timestamp(twice.vendor, Map.of(id(first), one, id(second), one));
    twice.write(
        "one-key-under-two-ids",
        "Two must sign, and one key did under two ids.",
        Reason.SIGNATURES,
        2,
        0,
        0,
        0);
    HostileRepositories lied = new HostileRepositories();
    SigningKey own = lied.vendor.keysOf(Timestamp.ROLE).getFirst();
    Map<String, Object> plain = keyForm(own, "ed25519", Map.of());
    root(lied.vendor, Map.of("ab".repeat(32), plain), 1);
    timestamp(lied.vendor, Map.of("ab".repeat(32), own));
    lied.write(
        "key-id-is-no-digest", "A key's id is not its digest.", Reason.SIGNATURES, 2, 0, 0, 0);
  }

  /** The next root, with these keys of the timestamp by their ids. */
  private static void root(
      Vendor vendor, Map<String, Map<String, Object>> timestampKeys, int threshold) {
    Root root =
        new Root(
            2,
            Vendor.LATER,
            true,
            vendor.signers(Root.ROLE),
            vendor.signers(Timestamp.ROLE),
            vendor.signers(Snapshot.ROLE),
            vendor.signers(Targets.ROLE));
    Map<String, Object> signed = root.toJson();
    Map<String, Object> keys = new TreeMap<>(map(signed.get("keys")));
    keys.putAll(timestampKeys);
    signed.put("keys", keys);
    Map<String, Object> roles = new LinkedHashMap<>(map(signed.get("roles")));
    roles.put(
        Timestamp.ROLE,
        Json.object(
            "keyids", timestampKeys.keySet().stream().sorted().toList(), "threshold", threshold));
    signed.put("roles", roles);
    SigningKey rootKey = vendor.keysOf(Root.ROLE).getFirst();
    vendor.files.put(
        "2.root.json", signed(signed, Map.of(RoleKey.of(rootKey.publicKey()).id(), rootKey)));
  }

  private static void timestamp(Vendor vendor, Map<String, SigningKey> by) {
    MetaFile snapshot = MetaFile.of(1, vendor.file("1.snapshot.json"));
    vendor.files.put(
        "timestamp.json", signed(new Timestamp(1, Vendor.LATER, snapshot).toJson(), by));
  }

  private static byte[] signed(Map<String, Object> signed, Map<String, SigningKey> by) {
    List<Object> signatures = new ArrayList<>();
    new TreeMap<>(by)
        .forEach(
            (id, key) ->
                signatures.add(
                    Json.object(
                        "keyid",
                        id,
                        "sig",
                        HexFormat.of().formatHex(key.signMetadata(canonical(signed))))));
    return Json.write(Json.object("signatures", signatures, "signed", signed))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static Map<String, Object> keyForm(
      SigningKey key, String kind, Map<String, Object> besides) {
    Map<String, Object> form =
        Json.object(
            "keytype",
            kind,
            "scheme",
            kind,
            "keyval",
            Json.object("public", HexFormat.of().formatHex(key.publicKey().raw())));
    form.putAll(besides);
    return form;
  }

  private static String id(Map<String, Object> form) {
    return Digest.of(canonical(form)).hex();
  }

  private static byte[] canonical(Map<String, Object> value) {
    try {
      return CanonicalJson.of(value);
    } catch (JsonException e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("unchecked") // The writer of roots makes nothing else.
  private static Map<String, Object> map(@Nullable Object value) {
    return (Map<String, Object>) Objects.requireNonNull(value);
  }
}
