package io.holdfast.inventory.advisory.format;

import io.holdfast.inventory.advisory.Advisory;
import io.holdfast.inventory.advisory.Statement;
import io.holdfast.inventory.advisory.Statement.Claim;
import io.holdfast.release.Digest;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The Common Security Advisory Framework 2.0 (OASIS), all profiles. Of the product status (section
 * 3.2.3.9), {@code fixed}, {@code first_fixed} and {@code recommended} name versions without the
 * problem; flags (3.2.3.5) and threats of category impact (3.2.3.14) say why something is not
 * affected. Stateless.
 */
final class CsafReader {
  private static final Map<String, Claim> STATUSES =
      Map.of(
          "known_affected", Claim.AFFECTED,
          "first_affected", Claim.AFFECTED,
          "last_affected", Claim.AFFECTED,
          "known_not_affected", Claim.NOT_AFFECTED,
          "fixed", Claim.FIXED,
          "first_fixed", Claim.FIXED,
          "recommended", Claim.FIXED,
          "under_investigation", Claim.UNDER_INVESTIGATION);

  private CsafReader() {}

  static List<Advisory> read(JsonObject json, Digest digest) throws JsonException {
    JsonObject document = json.object("document");
    if (!document.string("csaf_version").equals("2.0")) {
      throw new JsonException(
          "it is of CSAF version " + Fields.text(document, "csaf_version") + ", and 2.0 is known");
    }
    JsonObject tracking = document.object("tracking");
    tracking.string("id");
    String id = Fields.text(tracking, "id");
    ProductTree tree = ProductTree.read(Fields.object(json, "product_tree"));
    List<JsonObject> vulnerabilities = Fields.objects(json, "vulnerabilities");
    List<Advisory> records = new ArrayList<>();
    for (JsonObject vulnerability : vulnerabilities) {
      records.add(
          new Advisory(
              id,
              Advisory.Format.CSAF,
              digest,
              Fields.words(Fields.object(document, "publisher"), "name"),
              Set.of(),
              names(vulnerability),
              Fields.words(document, "title"),
              Fields.text(tracking, "current_release_date"),
              "",
              severity(vulnerability),
              statements(vulnerability, tree),
              List.of()));
    }
    return records;
  }

  private static Set<String> names(JsonObject vulnerability) throws JsonException {
    Set<String> names = new TreeSet<>();
    for (JsonObject each : Fields.objects(vulnerability, "ids")) {
      names.add(Fields.text(each, "text"));
    }
    if (vulnerability.has("cve")) {
      names.add(Fields.text(vulnerability, "cve"));
    }
    return names;
  }

  private static String severity(JsonObject vulnerability) throws JsonException {
    List<JsonObject> scores = Fields.objects(vulnerability, "scores");
    return scores.isEmpty()
        ? ""
        : Fields.text(Fields.object(scores.getFirst(), "cvss_v3"), "vectorString");
  }

  private static List<Statement> statements(JsonObject vulnerability, ProductTree tree)
      throws JsonException {
    Map<String, String> reasons = reasons(vulnerability, tree);
    JsonObject status = Fields.object(vulnerability, "product_status");
    List<Statement> statements = new ArrayList<>();
    for (String group : status.values().keySet()) {
      Claim claim = STATUSES.get(group);
      if (claim == null) {
        throw new JsonException("its product status has an unknown group '" + group + "'");
      }
      for (String id : Fields.texts(status, group)) {
        statements.add(statement(claim, tree.product(id), reasons.getOrDefault(id, "")));
      }
    }
    return statements;
  }

  private static Statement statement(Claim claim, Product product, String words)
      throws JsonException {
    VersSpecifier range =
        product.range().isEmpty()
            ? new VersSpecifier(List.of(), List.of())
            : VersSpecifier.parse(product.range());
    List<String> listed = new ArrayList<>(range.listed());
    if (!product.version().isEmpty()) {
      listed.add(product.version());
    }
    return new Statement(
        claim,
        product.home(),
        product.name(),
        product.named(),
        product.architecture(),
        listed,
        range.ranges(),
        words);
  }

  /** Why products are not affected, by product: the flag's label, and the impact in words. */
  private static Map<String, String> reasons(JsonObject vulnerability, ProductTree tree)
      throws JsonException {
    Map<String, String> reasons = new HashMap<>();
    for (JsonObject flag : Fields.objects(vulnerability, "flags")) {
      String label = Fields.words(flag, "label");
      products(flag, tree).forEach(id -> reasons.put(id, label));
    }
    for (JsonObject threat : Fields.objects(vulnerability, "threats")) {
      if (Fields.text(threat, "category").equals("impact")) {
        String details = Fields.words(threat, "details");
        products(threat, tree)
            .forEach(id -> reasons.merge(id, details, (label, more) -> label + ": " + more));
      }
    }
    return reasons;
  }

  private static List<String> products(JsonObject of, ProductTree tree) throws JsonException {
    List<String> ids = new ArrayList<>(Fields.texts(of, "product_ids"));
    for (String group : Fields.texts(of, "group_ids")) {
      ids.addAll(tree.group(group));
    }
    return ids;
  }
}
