package io.holdfast.image.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.config.yaml.ConfigException;
import io.holdfast.image.recipe.Recipe;
import io.holdfast.image.recipe.RecipeReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseInputsTest {
  private static final List<Path> JARS = List.of(Path.of("agent.jar"));

  @TempDir private Path folder;

  @Test
  void two_keys_of_one_file_name_are_refused_for_one_would_be_lost() {
    assertThatThrownBy(
            () -> inputs(Path.of("old/release.pub"), Path.of("b.pub"), Path.of("new/release.pub")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("old/release.pub", "new/release.pub", "rename");
  }

  @Test
  void keys_of_different_file_names_are_all_trusted() throws Exception {
    assertThat(inputs(Path.of("a/release.pub"), Path.of("a/next.pub")).trustedKeys()).hasSize(2);
  }

  private ReleaseInputs inputs(Path... keys) throws IOException, ConfigException {
    Path file =
        Files.writeString(
            folder.resolve("recipe.yaml"), "name: a\nversion: 1.0\nbase: {debian: trixie}\n");
    Recipe recipe = RecipeReader.read(file);
    return new ReleaseInputs(recipe, JARS, List.of(keys));
  }
}
