package io.holdfast.image.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.config.content.ContentChannels;
import io.holdfast.config.yaml.ConfigException;
import io.holdfast.image.recipe.Recipe;
import io.holdfast.image.recipe.RecipeReader;
import io.holdfast.release.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeFilesTest {
  private static final String LEAST = "name: a\nversion: 1.0\nbase: {debian: trixie}\n";
  private static final String CONTENT =
      "content: [{channel: rules, key: '-----BEGIN PUBLIC KEY-----', folder: /var/lib/rules}]\n";

  @TempDir Path folder;

  @Test
  void the_image_says_which_channels_the_recipe_declares() throws Exception {
    ReleaseInputs inputs = inputs(LEAST + CONTENT);

    assertThat(ContentChannels.parse("content.yaml", contentFile(inputs)))
        .isEqualTo(inputs.recipe().content())
        .hasSize(1);
    assertThat(contentFile(inputs(LEAST))).isEqualTo("[]\n");
  }

  @Test
  void a_channel_more_is_another_release() throws Exception {
    assertThat(seed(LEAST)).isEqualTo(seed(LEAST));
    assertThat(seed(LEAST + CONTENT)).isNotEqualTo(seed(LEAST));
    assertThat(seed(LEAST + CONTENT.replace("lib/rules", "lib/other")))
        .isNotEqualTo(seed(LEAST + CONTENT));
  }

  private Digest seed(String recipe) throws IOException, ConfigException {
    return ReleaseBuilder.seed(inputs(recipe), "certificate", base(), folder, file("initrd"));
  }

  private String contentFile(ReleaseInputs inputs) throws IOException {
    Path agent = Files.createDirectories(folder.resolve("agent"));
    return NodeFiles.gather(base(), inputs, "certificate", agent, List.of()).inOrder().stream()
        .filter(each -> each.path().equals("usr/lib/holdfast/content.yaml"))
        .map(each -> new String(((Addition.Bytes) each).content(), StandardCharsets.UTF_8))
        .findFirst()
        .orElse("there is none");
  }

  private BaseTree base() throws IOException {
    Path tree = Files.createDirectories(folder.resolve("tree"));
    return new BaseTree(
        folder.resolve("base.tar"), tree, "6.12", folder.resolve("kernel"), Digest.of(new byte[0]));
  }

  private ReleaseInputs inputs(String text) throws IOException, ConfigException {
    Recipe recipe = RecipeReader.read(Files.writeString(folder.resolve("recipe.yaml"), text));
    return new ReleaseInputs(recipe, List.of(folder.resolve("a.jar")), List.of(file("a.pub")));
  }

  private Path file(String name) throws IOException {
    return Files.writeString(folder.resolve(name), name);
  }
}
