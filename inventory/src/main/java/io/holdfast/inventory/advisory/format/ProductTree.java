package io.holdfast.inventory.advisory.format;

import io.holdfast.inventory.advisory.PackageHome;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The products of a CSAF document (CSAF 2.0, section 3.2.2). Filled while it is read. */
final class ProductTree {
  private static final Branch ROOT = new Branch("", "", "");

  private final Map<String, Product> products = new HashMap<>();
  private final Map<String, List<String>> groups = new HashMap<>();

  /** What the branches above a product say of it. */
  private record Branch(String name, String version, String range) {
    Branch with(String category, String value) {
      return switch (category) {
        case "product_name" -> new Branch(value, version, range);
        case "product_version" -> new Branch(name, value, range);
        case "product_version_range" -> new Branch(name, version, value);
        default -> this;
      };
    }
  }

  static ProductTree read(JsonObject json) throws JsonException {
    ProductTree tree = new ProductTree();
    tree.branches(json, ROOT);
    for (JsonObject name : Fields.objects(json, "full_product_names")) {
      tree.add(name, ROOT);
    }
    for (JsonObject relationship : Fields.objects(json, "relationships")) {
      tree.relate(relationship);
    }
    for (JsonObject group : Fields.objects(json, "product_groups")) {
      tree.groups.put(group.string("group_id"), Fields.texts(group, "product_ids"));
    }
    return tree;
  }

  /** Nested no deeper than the JSON parser allows. */
  private void branches(JsonObject json, Branch above) throws JsonException {
    for (JsonObject branch : Fields.objects(json, "branches")) {
      Branch here = above.with(branch.string("category"), Fields.text(branch, "name"));
      if (branch.has("product")) {
        add(branch.object("product"), here);
      }
      branches(branch, here);
    }
  }

  private void add(JsonObject product, Branch branch) throws JsonException {
    JsonObject helper = Fields.object(product, "product_identification_helper");
    String name = branch.name.isEmpty() ? Fields.text(product, "name") : branch.name;
    put(
        product.string("product_id"),
        Product.of(
            PackageHome.ofProduct(name),
            name,
            branch.version,
            branch.range,
            Fields.text(helper, "cpe"),
            Fields.text(helper, "purl")));
  }

  /** Both sides must have been named before; relationships of relationships are in order. */
  private void relate(JsonObject relationship) throws JsonException {
    Product part = demand(relationship.string("product_reference"));
    Product whole = demand(relationship.string("relates_to_product_reference"));
    put(relationship.object("full_product_name").string("product_id"), part.on(whole.home()));
  }

  private void put(String id, Product product) throws JsonException {
    if (products.put(id, product) != null) {
      throw new JsonException("two products have the same product_id '" + id + "'");
    }
  }

  private Product demand(String id) throws JsonException {
    @Nullable Product product = products.get(id);
    if (product == null) {
      throw new JsonException("it speaks of a product '" + id + "' that its tree does not have");
    }
    return product;
  }

  Product product(String id) throws JsonException {
    return demand(id);
  }

  List<String> group(String id) {
    return groups.getOrDefault(id, List.of());
  }
}
