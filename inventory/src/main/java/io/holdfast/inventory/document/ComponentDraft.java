package io.holdfast.inventory.document;

import com.github.packageurl.MalformedPackageURLException;
import com.github.packageurl.PackageURL;
import io.holdfast.inventory.Component;
import io.holdfast.inventory.Ecosystem;
import io.holdfast.inventory.FileEntry;
import io.holdfast.inventory.Inventory.Subject;
import io.holdfast.release.Digest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A component of a document while it is read. What Holdfast's own properties do not say, as in
 * other tools' documents, is taken from the package URL. Not thread-safe.
 */
final class ComponentDraft {
  /** What is no package, and has a path for a name. */
  private static final Set<String> FILES = Set.of("file", "firmware", "device-driver");

  String type = "";
  String group = "";
  String name = "";
  String version = "";
  String purl = "";
  String origin = "";
  String sha256 = "";
  final List<String> licences = new ArrayList<>();
  final List<FileEntry> files = new ArrayList<>();
  private final Map<String, String> properties = new HashMap<>();

  /** Keeps those that are Holdfast's, so that there can be only a few. */
  void property(String key, String value) {
    if (key.startsWith("holdfast:") && key.length() <= 64) {
      properties.put(key, value);
    }
  }

  boolean isFile() {
    return FILES.contains(type) && purl.isEmpty();
  }

  /** Null if it says no SHA-256: then nothing can be told by it. */
  @Nullable FileEntry file() {
    return sha256.isEmpty()
        ? null
        : new FileEntry(name.startsWith("/") ? name : "/" + name, new Digest(sha256));
  }

  Subject.Kind subjectKind() {
    String kind = properties.getOrDefault(Property.KIND, "release");
    for (Subject.Kind each : Subject.Kind.values()) {
      if (each.name().toLowerCase(Locale.ROOT).equals(kind)) {
        return each;
      }
    }
    throw new IllegalArgumentException("'" + kind + "' is nothing that has an inventory");
  }

  Component component() {
    Map<String, String> qualifiers = qualifiers();
    Ecosystem ecosystem = ecosystem();
    String own = ecosystem == Ecosystem.MAVEN && !group.isEmpty() ? group + ":" + name : name;
    String upstream = qualifiers.getOrDefault("upstream", "");
    int at = upstream.indexOf('@');
    String source = at < 0 ? upstream : upstream.substring(0, at);
    return new Component(
        switch (type) {
          case "operating-system" -> Component.Kind.KERNEL;
          case "platform" -> Component.Kind.RUNTIME;
          default -> Component.Kind.PACKAGE;
        },
        ecosystem,
        own,
        version,
        properties.getOrDefault(Property.ARCHITECTURE, qualifiers.getOrDefault("arch", "")),
        origin,
        licences,
        properties.getOrDefault(Property.SOURCE, source.isEmpty() ? own : source),
        properties.getOrDefault(
            Property.SOURCE_VERSION, at < 0 ? version : upstream.substring(at + 1)),
        purl,
        properties.getOrDefault(Property.LOCATION, ""),
        files);
  }

  private Ecosystem ecosystem() {
    String word = properties.get(Property.ECOSYSTEM);
    if (word == null) {
      int slash = purl.indexOf('/');
      word = purl.startsWith("pkg:") && slash > 0 ? purl.substring("pkg:".length(), slash) : "";
    }
    for (Ecosystem each : Ecosystem.values()) {
      if (each.name().toLowerCase(Locale.ROOT).equals(word)) {
        return each;
      }
    }
    return Ecosystem.GENERIC;
  }

  /** None if the URL is none: a component is in the inventory all the same. */
  private Map<String, String> qualifiers() {
    if (properties.containsKey(Property.ECOSYSTEM) || purl.isEmpty()) {
      return Map.of();
    }
    try {
      Map<String, String> qualifiers = new PackageURL(purl).getQualifiers();
      return qualifiers == null ? Map.of() : qualifiers;
    } catch (MalformedPackageURLException e) {
      return Map.of();
    }
  }
}
