package io.holdfast.release.tuf;

import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** To whom a targets role delegates (specification, section 4.5). Immutable. */
public sealed interface Delegations {
  /** More roles than this are no delegation but an attack. */
  int MAX_ROLES = 4096;

  /** To nobody. */
  Delegations NONE = new Roles(List.of());

  /** The roles that may speak for a target, the most trusted first. */
  List<Delegation> covering(String target);

  /** The object "delegations". */
  Map<String, Object> toJson();

  /** Reads the object "delegations". */
  static Delegations parse(JsonObject object) throws JsonException {
    Map<String, RoleKey> keys = Root.keys(object.object("keys"));
    if (object.has("roles") == object.has("succinct_roles")) {
      throw new JsonException(
          "'delegations' must have one of 'roles' and 'succinct_roles', and not both");
    }
    if (object.has("succinct_roles")) {
      return Bins.parse(object.object("succinct_roles"), keys);
    }
    List<Delegation> roles = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (JsonObject each : object.objects("roles", MAX_ROLES)) {
      Delegation delegation = Delegation.parse(each, keys);
      if (!names.add(delegation.role())) {
        throw new JsonException("it delegates twice to '" + delegation.role() + "'");
      }
      roles.add(delegation);
    }
    return new Roles(roles);
  }

  /** Named roles. */
  record Roles(List<Delegation> roles) implements Delegations {
    /** Copies. */
    public Roles {
      roles = List.copyOf(roles);
    }

    @Override
    public Map<String, Object> toJson() {
      Map<String, Object> keys = new TreeMap<>();
      roles.forEach(role -> role.signers().putKeys(keys));
      return Json.object("keys", keys, "roles", roles.stream().map(Delegation::toJson).toList());
    }

    @Override
    public List<Delegation> covering(String target) {
      return roles.stream().filter(role -> role.paths().covers(target)).toList();
    }
  }

  /**
   * Many roles of the same keys, each for the targets whose path's hash begins with some bits (TAP
   * 15, "Succinct hash bin delegations").
   *
   * @param bits how many, from 1 to 32; there are two to that many roles
   * @param prefix how all their names begin
   */
  record Bins(Signers signers, int bits, String prefix) implements Delegations {
    static Bins parse(JsonObject object, Map<String, RoleKey> keys) throws JsonException {
      int bits = (int) object.number("bit_length", 1, 32);
      String prefix = object.string("name_prefix");
      Bins bins = new Bins(Signers.parse(object, keys), bits, prefix);
      Delegation.demandName(bins.name(0));
      return bins;
    }

    @Override
    public Map<String, Object> toJson() {
      Map<String, Object> keys = new TreeMap<>();
      signers.putKeys(keys);
      Map<String, Object> succinct = Json.object("bit_length", bits, "name_prefix", prefix);
      succinct.putAll(signers.toJson());
      return Json.object("keys", keys, "succinct_roles", succinct);
    }

    @Override
    public List<Delegation> covering(String target) {
      long first32 = Long.parseLong(PathRule.hash(target).substring(0, 8), 16);
      // No other role is asked for it; all bins are terminating, says TAP 15.
      return List.of(
          new Delegation(
              name(first32 >>> (32 - bits)),
              signers,
              new PathRule.HashPrefixes(List.of("")),
              true));
    }

    private String name(long bin) {
      int digits = Long.toHexString((1L << bits) - 1).length();
      return prefix + "-" + String.format(Locale.ROOT, "%0" + digits + "x", bin);
    }
  }
}
