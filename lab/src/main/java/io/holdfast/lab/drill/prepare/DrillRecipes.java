package io.holdfast.lab.drill.prepare;

import io.holdfast.config.yaml.ConfigException;
import io.holdfast.image.recipe.Recipe;
import io.holdfast.image.recipe.RecipeReader;
import io.holdfast.release.Version;
import io.holdfast.release.trust.ReleaseKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The recipes of the drill's releases: what all have in common, and each one's own over it. */
final class DrillRecipes {
  private static final String COMMON = "common";

  /** In a recipe, where the public key of the channel goes. */
  private static final String CONTENT_KEY = "@content-key@";

  private DrillRecipes() {}

  /** The texts that decide a release. */
  static List<String> texts(Version version) {
    return List.of(DrillResource.text(place(COMMON)), DrillResource.text(place(version.text())));
  }

  /**
   * The recipe of a version.
   *
   * @param contentKey whose content its channel takes
   * @param work a folder for the texts
   */
  static Recipe read(Version version, ReleaseKey contentKey, Path work) throws IOException {
    Recipe common = read(COMMON, contentKey, work);
    Recipe own = read(version.text(), contentKey, work);
    return over(common, own);
  }

  private static Recipe read(String name, ReleaseKey contentKey, Path work) throws IOException {
    // One line, in double quotes: PEM has nothing else that YAML would need to have escaped.
    String key = '"' + contentKey.toPem().replace("\n", "\\n") + '"';
    String text = DrillResource.text(place(name)).replace(CONTENT_KEY, key);
    Path file = Files.writeString(work.resolve(name + ".yaml"), text);
    try {
      return RecipeReader.read(file);
    } catch (ConfigException e) {
      throw new IllegalStateException("A recipe of the drill is wrong: " + e.getMessage(), e);
    }
  }

  /** The second laid over the first. */
  static Recipe over(Recipe common, Recipe own) {
    Set<String> replaced =
        own.files().stream().map(Recipe.ImageFile::path).collect(Collectors.toSet());
    List<Recipe.ImageFile> files = new ArrayList<>();
    common.files().stream().filter(file -> !replaced.contains(file.path())).forEach(files::add);
    files.addAll(own.files());
    List<Recipe.Unit> units = new ArrayList<>(common.units());
    units.addAll(own.units());
    return new Recipe(
        own.name(),
        own.version(),
        common.base(),
        common.kernelPackage(),
        common.kernelArguments(),
        common.packages(),
        own.packageFiles(),
        files,
        units,
        common.enable(),
        common.mask(),
        common.health(),
        common.content(),
        own.trial(),
        common.persistent());
  }

  private static String place(String name) {
    return "recipes/" + name + ".yaml";
  }
}
