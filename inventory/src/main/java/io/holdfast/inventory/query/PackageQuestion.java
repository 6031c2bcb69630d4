package io.holdfast.inventory.query;

import io.holdfast.inventory.Ecosystem;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A question for a package as a person writes it: a package URL (ECMA-427) in which versions may be
 * a range, or a name. Stateless.
 */
final class PackageQuestion {
  private PackageQuestion() {}

  static Query.OfPackage ofName(String text) {
    int at = text.lastIndexOf('@');
    // A scope such as @angular/core is part of a name.
    return at > 0
        ? new Query.OfPackage(
            null, "", text.substring(0, at), VersionSpan.parse(text.substring(at + 1)), "")
        : new Query.OfPackage(null, "", text, VersionSpan.ANY, "");
  }

  static Query.OfPackage ofUrl(String text) {
    String rest = text.substring("pkg:".length());
    int question = rest.indexOf('?');
    String distro = "";
    if (question >= 0) {
      for (String qualifier : rest.substring(question + 1).split("&", -1)) {
        if (qualifier.startsWith("distro=")) {
          distro = qualifier.substring("distro=".length());
        }
      }
      rest = rest.substring(0, question);
    }
    VersionSpan versions = VersionSpan.ANY;
    int at = rest.lastIndexOf('@');
    if (at > 0) {
      versions = VersionSpan.parse(decoded(rest.substring(at + 1)));
      rest = rest.substring(0, at);
    }
    List<String> steps = new ArrayList<>();
    for (String step : rest.split("/", -1)) {
      if (!step.isEmpty()) {
        steps.add(decoded(step));
      }
    }
    if (steps.size() < 2) {
      throw new IllegalArgumentException(
          "'" + text + "' is no package URL; one looks like pkg:deb/debian/xz-utils@5.6.1-1");
    }
    Ecosystem ecosystem = ecosystem(steps.removeFirst());
    String name = steps.removeLast();
    String namespace = String.join("/", steps);
    return ecosystem == Ecosystem.MAVEN
        ? new Query.OfPackage(ecosystem, "", namespace + ":" + name, versions, distro)
        : new Query.OfPackage(ecosystem, namespace, name, versions, distro);
  }

  private static Ecosystem ecosystem(String type) {
    for (Ecosystem each : Ecosystem.values()) {
      if (each.name().toLowerCase(Locale.ROOT).equals(type.toLowerCase(Locale.ROOT))) {
        return each;
      }
    }
    throw new IllegalArgumentException(
        "inventories know packages of type deb, rpm, apk, maven and generic, not '" + type + "'");
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
