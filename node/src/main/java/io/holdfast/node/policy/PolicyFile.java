package io.holdfast.node.policy;

import io.holdfast.config.policy.Containment;
import io.holdfast.config.policy.CountedKeys;
import io.holdfast.config.policy.DeclaredExtensions;
import io.holdfast.config.policy.MaintenanceWindow;
import io.holdfast.config.policy.MaintenanceWindows;
import io.holdfast.config.policy.Policy;
import io.holdfast.config.policy.Site;
import io.holdfast.config.policy.WithdrawnSource;
import io.holdfast.host.DurableFile;
import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A policy on disk, so that no command has to read a configuration for it, and that a configuration
 * which cannot be read takes nothing back. The early start alone writes it. Format 1:
 *
 * <pre>
 * {"format": 1,
 *  "extensions": [{"name": "driver", "required": true}],
 *  "keys": ["16 digits"],
 *  "site": {"name": "berlin", "labels": {"rack": "r12"}},
 *  "windows": [{"time": "Sun 02:00-04:00", "zone": "UTC"}], "holdContent": true,
 *  "withdrawn": {"from": "https://example.org/repo", "everySeconds": 21600, "then": "keep"}}
 * </pre>
 *
 * <p>What is not declared is left out.
 *
 * @param file its place
 */
public record PolicyFile(Path file) {
  private static final int FORMAT = 1;

  /** All bounds of a policy together are a few KiB. */
  private static final int MAX_BYTES = 64 << 10;

  /** Makes the file say this, and only writes it if it does not. */
  public void save(Policy policy) throws IOException {
    if (policy.equals(Policy.NONE)) {
      if (Files.exists(file)) {
        DurableFile.delete(file);
      }
      return;
    }
    byte[] wanted = json(policy).getBytes(StandardCharsets.UTF_8);
    if (!Files.exists(file) || !Arrays.equals(wanted, Files.readAllBytes(file))) {
      DurableFile.replace(file, wanted);
    }
  }

  /**
   * What it says; nothing is declared if it is not there.
   *
   * @throws IOException if it cannot be read; the next start writes it anew
   */
  public Policy read() throws IOException {
    try {
      return parse(Files.readAllBytes(file));
    } catch (NoSuchFileException _) {
      return Policy.NONE;
    } catch (JsonException | IllegalArgumentException e) {
      throw new IOException(
          file + " cannot be read (" + e.getMessage() + "); each start writes it anew", e);
    }
  }

  static String json(Policy policy) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("format", FORMAT);
    if (policy.extensions().isDeclared()) {
      List<Object> extensions = new ArrayList<>();
      for (DeclaredExtensions.One one : policy.extensions().extensions()) {
        extensions.add(Json.object("name", one.name(), "required", one.required()));
      }
      json.put("extensions", extensions);
    }
    if (policy.keys().isDeclared()) {
      json.put("keys", List.copyOf(new TreeSet<>(policy.keys().ids())));
    }
    Site site = policy.site();
    if (site != null) {
      json.put("site", json(site));
    }
    List<Object> windows = new ArrayList<>();
    for (MaintenanceWindow window : policy.windows().windows()) {
      windows.add(Json.object("time", window.text(), "zone", window.zone().getId()));
    }
    if (!windows.isEmpty()) {
      json.put("windows", windows);
      json.put("holdContent", policy.windows().holdContent());
    }
    WithdrawnSource withdrawn = policy.withdrawn();
    if (withdrawn != null) {
      json.put(
          "withdrawn",
          Json.object(
              "from",
              withdrawn.from(),
              "everySeconds",
              withdrawn.every().toSeconds(),
              "then",
              withdrawn.then().toString()));
    }
    return Json.write(json);
  }

  /** A site, as programs read it. */
  public static Map<String, Object> json(Site site) {
    return Json.object("name", site.name(), "labels", new LinkedHashMap<>(site.labels()));
  }

  static Policy parse(byte[] bytes) throws JsonException {
    JsonObject json = Json.parseObject(bytes, MAX_BYTES);
    long format = json.number("format", 1, Long.MAX_VALUE);
    if (format != FORMAT) {
      throw new JsonException("it has format " + format + ", and this Holdfast reads " + FORMAT);
    }
    json.allowOnly("format", "extensions", "keys", "site", "windows", "holdContent", "withdrawn");
    return new Policy(
        json.has("extensions")
            ? extensions(json.objects("extensions", DeclaredExtensions.MOST))
            : DeclaredExtensions.NONE,
        json.has("keys") ? keys(json.strings("keys", CountedKeys.MOST)) : CountedKeys.ALL,
        json.has("site") ? site(json.object("site")) : null,
        json.has("windows") ? windows(json) : MaintenanceWindows.ANY_TIME,
        json.has("withdrawn") ? withdrawn(json.object("withdrawn")) : null);
  }

  private static DeclaredExtensions extensions(List<JsonObject> list) throws JsonException {
    List<DeclaredExtensions.One> all = new ArrayList<>();
    for (JsonObject one : list) {
      one.allowOnly("name", "required");
      all.add(new DeclaredExtensions.One(one.string("name"), one.flag("required")));
    }
    return new DeclaredExtensions(true, all);
  }

  private static CountedKeys keys(List<String> ids) {
    ids.forEach(CountedKeys::demandId);
    return new CountedKeys(true, Set.copyOf(ids));
  }

  private static Site site(JsonObject json) throws JsonException {
    json.allowOnly("name", "labels");
    JsonObject labels = json.object("labels");
    TreeMap<String, String> all = new TreeMap<>();
    for (String label : labels.values().keySet()) {
      all.put(label, labels.string(label));
    }
    return new Site(json.string("name"), all);
  }

  private static WithdrawnSource withdrawn(JsonObject json) throws JsonException {
    json.allowOnly("from", "everySeconds", "then");
    return new WithdrawnSource(
        json.string("from"),
        Duration.ofSeconds(json.number("everySeconds", 1, WithdrawnSource.MOST.toSeconds())),
        Containment.parse(json.string("then")));
  }

  private static MaintenanceWindows windows(JsonObject json) throws JsonException {
    List<MaintenanceWindow> all = new ArrayList<>();
    for (JsonObject one : json.objects("windows", MaintenanceWindows.MOST)) {
      one.allowOnly("time", "zone");
      all.add(
          MaintenanceWindow.parse(one.string("time"), MaintenanceWindows.zone(one.string("zone"))));
    }
    return new MaintenanceWindows(all, json.flag("holdContent"), false);
  }
}
