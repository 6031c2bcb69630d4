package io.holdfast.image.build;

import io.holdfast.image.recipe.Recipe;
import io.holdfast.image.tools.ToolsTree;
import io.holdfast.inventory.document.Provenance;
import io.holdfast.release.Digest;
import io.holdfast.release.json.Json;
import io.holdfast.release.manifest.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a release was built from and what came of it, as its provenance. Stateless. */
final class BuildRecord {
  /**
   * Which packages of which versions the tools tree is made of; its own digest would take minutes.
   */
  private static final String TOOLS_PACKAGES = "var/lib/dpkg/status";

  private BuildRecord() {}

  /**
   * Looks at the inputs.
   *
   * @param parts that were made of them
   * @param seed the fingerprint of the inputs
   * @param base the digest of the base's tar
   */
  static Provenance of(
      ReleaseInputs inputs, List<Part> parts, Digest seed, Digest base, ToolsTree tools)
      throws IOException {
    List<Provenance.Named> from = new ArrayList<>();
    from.add(
        new Provenance.Named("base: " + ReleaseBuilder.describe(inputs.recipe().base()), base));
    Path packages = tools.folder().resolve(TOOLS_PACKAGES);
    if (Files.isRegularFile(packages)) {
      from.add(named("tools: " + TOOLS_PACKAGES, packages));
    }
    for (Path jar : inputs.agentJars()) {
      from.add(named("agent: " + jar.getFileName(), jar));
    }
    for (Path key : inputs.trustedKeys()) {
      from.add(named("trusted key: " + key.getFileName(), key));
    }
    for (Recipe.ImageFile file : inputs.recipe().files()) {
      from.add(new Provenance.Named("file: " + file.path(), Digest.of(file.content())));
    }
    List<Provenance.Named> made =
        parts.stream()
            .map(part -> new Provenance.Named(part.kind().toString(), part.digest()))
            .toList();
    return new Provenance(made, parameters(inputs.recipe()), seed, from);
  }

  private static Map<String, Object> parameters(Recipe recipe) {
    return Json.object(
        "name",
        recipe.name().text(),
        "version",
        recipe.version().text(),
        "base",
        ReleaseBuilder.describe(recipe.base()),
        "kernelPackage",
        recipe.kernelPackage(),
        "kernelArguments",
        recipe.kernelArguments(),
        "packages",
        recipe.packages(),
        "units",
        recipe.units().stream().map(Recipe.Unit::name).toList(),
        "enable",
        recipe.enable(),
        "mask",
        recipe.mask(),
        "persistent",
        recipe.persistent());
  }

  private static Provenance.Named named(String name, Path file) throws IOException {
    try (InputStream bytes = Files.newInputStream(file)) {
      return new Provenance.Named(name, Digest.of(bytes));
    }
  }
}
