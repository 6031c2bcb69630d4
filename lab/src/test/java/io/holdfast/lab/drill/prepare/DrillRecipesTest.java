package io.holdfast.lab.drill.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.image.recipe.Recipe;
import io.holdfast.lab.drill.act.July2024;
import io.holdfast.release.Version;
import io.holdfast.release.trust.ReleaseKey;
import io.holdfast.release.trust.SigningKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DrillRecipesTest {
  private static final ReleaseKey KEY = SigningKey.generate().publicKey();

  @TempDir private Path folder;

  @Test
  void every_version_has_a_recipe_with_the_labs_shell_and_its_check() throws Exception {
    for (Version version : July2024.versions()) {
      Recipe recipe = DrillRecipes.read(version, KEY, folder);
      assertThat(recipe.version()).isEqualTo(version);
      assertThat(recipe.name().text()).isEqualTo(July2024.RELEASE);
      assertThat(recipe.units()).extracting(Recipe.Unit::name).contains("lab-shell.service");
      assertThat(recipe.files())
          .extracting(Recipe.ImageFile::path)
          .containsOnlyOnce("/usr/lib/demo/orders");
      assertThat(recipe.health()).hasSize(1);
      assertThat(recipe.content())
          .singleElement()
          .satisfies(channel -> assertThat(channel.keys()).containsExactly(KEY.toPem()));
      assertThat(recipe.trial().bake()).isLessThanOrEqualTo(Duration.ofSeconds(90));
    }
  }

  @Test
  void a_file_of_a_release_replaces_the_common_one() throws Exception {
    assertThat(orders("1.0.0")).doesNotContain("no orders");
    assertThat(orders("1.5.0")).contains("no orders are taken");
  }

  private String orders(String version) throws Exception {
    return DrillRecipes.read(new Version(version), KEY, folder).files().stream()
        .filter(file -> file.path().equals("/usr/lib/demo/orders"))
        .map(file -> new String(file.content(), StandardCharsets.UTF_8))
        .findFirst()
        .orElseThrow();
  }
}
