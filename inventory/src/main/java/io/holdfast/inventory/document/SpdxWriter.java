package io.holdfast.inventory.document;

import io.holdfast.inventory.Component;
import io.holdfast.inventory.Inventory;
import io.holdfast.release.Printable;
import io.holdfast.release.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes an inventory's packages as SPDX 2.3 in JSON, for whoever asks for that format. Files are
 * not in it: SPDX demands their SHA-1 (clause 8.4), and inventories have SHA-256. Licences are in
 * comments (clause 7.16), for packages name them as they like, and SPDX by its own list. Stateless.
 */
public final class SpdxWriter {
  private static final String DOCUMENT = "SPDXRef-DOCUMENT";
  private static final String SUBJECT = "SPDXRef-Subject";
  private static final String UNKNOWN = "NOASSERTION";

  private SpdxWriter() {}

  /** The document; equal inventories give equal text. */
  public static String text(Inventory inventory) {
    Inventory.Subject subject = inventory.subject();
    List<Map<String, Object>> packages = new ArrayList<>();
    List<Map<String, Object>> relationships = new ArrayList<>();
    packages.add(described(subject));
    relationships.add(relationship(DOCUMENT, "DESCRIBES", SUBJECT));
    for (Component component : inventory.components()) {
      String id = "SPDXRef-Package-" + packages.size();
      packages.add(described(component, id));
      relationships.add(relationship(SUBJECT, "CONTAINS", id));
    }
    return Json.write(
        Json.object(
            "spdxVersion",
            "SPDX-2.3",
            "dataLicense",
            "CC0-1.0",
            "SPDXID",
            DOCUMENT,
            "name",
            subject.name() + " " + subject.version(),
            "documentNamespace",
            "urn:uuid:" + CycloneDxWriter.uuid(inventory.digest()),
            "creationInfo",
            Json.object(
                "created",
                Instant.ofEpochSecond(subject.builtAt()).toString(),
                "creators",
                List.of("Tool: holdfast")),
            "packages",
            packages,
            "relationships",
            relationships));
  }

  private static Map<String, Object> described(Inventory.Subject subject) {
    Map<String, Object> described = begun(SUBJECT, subject.name(), subject.version());
    described.put(
        "primaryPackagePurpose",
        switch (subject.kind()) {
          case RELEASE -> "OPERATING-SYSTEM";
          case EXTENSION -> "APPLICATION";
          case CONTENT -> "OTHER";
        });
    return described;
  }

  private static Map<String, Object> described(Component component, String id) {
    Map<String, Object> described = begun(id, component.name(), component.version());
    if (!component.origin().isEmpty()) {
      described.put("supplier", "Organization: " + Printable.of(component.origin()));
    }
    if (!component.source().isEmpty() && !component.source().equals(component.name())) {
      described.put(
          "sourceInfo", "built from " + component.source() + " " + component.sourceVersion());
    }
    if (!component.licences().isEmpty()) {
      described.put("licenseComments", String.join(", ", component.licences()));
    }
    if (!component.purl().isEmpty()) {
      described.put(
          "externalRefs",
          List.of(
              Json.object(
                  "referenceCategory",
                  "PACKAGE-MANAGER",
                  "referenceType",
                  "purl",
                  "referenceLocator",
                  component.purl())));
    }
    return described;
  }

  private static Map<String, Object> begun(String id, String name, String version) {
    Map<String, Object> begun =
        Json.object(
            "SPDXID",
            id,
            "name",
            name,
            "downloadLocation",
            UNKNOWN,
            "filesAnalyzed",
            false,
            "licenseConcluded",
            UNKNOWN,
            "licenseDeclared",
            UNKNOWN,
            "copyrightText",
            UNKNOWN);
    if (!version.isEmpty()) {
      begun.put("versionInfo", version);
    }
    return begun;
  }

  private static Map<String, Object> relationship(String from, String kind, String to) {
    return Json.object("spdxElementId", from, "relationshipType", kind, "relatedSpdxElement", to);
  }
}
