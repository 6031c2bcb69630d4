package io.holdfast.image.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.config.action.TargetPath;
import io.holdfast.config.content.ContentChannel;
import io.holdfast.config.yaml.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecipeReaderTest {
  private static final String LEAST =
      """
      name: edge
      version: 1.0.0
      base: {debian: trixie}
      """;

  @TempDir Path folder;

  @Test
  void the_least_recipe_gets_the_usual_kernel_and_trial() throws Exception {
    Recipe recipe = read(LEAST);
    assertThat(recipe.base()).isEqualTo(new Base.Debian("trixie"));
    assertThat(recipe.kernelPackage()).isEqualTo(Recipe.DEFAULT_KERNEL);
    assertThat(recipe.trial()).isEqualTo(Recipe.TrialSettings.DEFAULT);
    assertThat(recipe.health()).isEmpty();
    assertThat(recipe.content()).isEmpty();
  }

  @Test
  void a_whole_recipe_is_read() throws Exception {
    Files.writeString(folder.resolve("motd"), "hello");
    Recipe recipe =
        read(
            LEAST
                + """
                kernel: {package: linux-image-cloud-amd64, arguments: [quiet]}
                packages: [openssh-server, htop]
                files:
                  - {path: /etc/motd, source: motd, mode: "0600"}
                units:
                  - {name: web.service, content: "[Unit]", enabled: false}
                enable: [ssh.service]
                mask: [apt-daily.timer]
                health:
                  - {name: web, command: [/bin/true], timeout: 5s}
                content:
                  - {channel: rules, key: "-----BEGIN PUBLIC KEY-----", folder: /var/lib/rules}
                trial: {bake: 90s, tries: 3}
                persistent: [/var/lib/web]
                """);
    assertThat(recipe.packages()).containsExactly("openssh-server", "htop");
    assertThat(recipe.files()).hasSize(1);
    assertThat(recipe.files().getFirst().content()).asString().isEqualTo("hello");
    assertThat(recipe.files().getFirst().mode()).isEqualTo(0600);
    assertThat(recipe.units().getFirst().enabled()).isFalse();
    assertThat(recipe.content())
        .extracting(ContentChannel::folder)
        .containsExactly(new TargetPath("/var/lib/rules"));
    assertThat(recipe.trial()).isEqualTo(new Recipe.TrialSettings(Duration.ofSeconds(90), 3));
    assertThat(recipe.persistent()).containsExactly("/var/lib/web");
  }

  @Test
  void an_unknown_key_is_named_with_its_line_and_the_nearest_key() {
    assertRefused(LEAST + "pakages: [htop]\n", ":4:", "pakages", "packages");
  }

  @Test
  void all_problems_are_told_at_once() {
    assertRefused(
        """
        name: Edge!
        version: one
        base: {debian: trixie}
        persistent: [var/lib]
        """,
        ":1:",
        ":2:",
        ":4:");
  }

  @Test
  void a_base_needs_exactly_one_kind() {
    assertRefused("name: a\nversion: 1.0\nbase: {debian: trixie, tar: x}\n", "exactly one");
    assertRefused("name: a\nversion: 1.0\nbase: {}\n", "exactly one");
  }

  @Test
  void a_file_that_cannot_be_read_is_named() {
    assertRefused(
        LEAST + "files:\n  - {path: /etc/motd, source: missing}\n", "missing", "cannot be read");
  }

  @Test
  void only_a_debian_base_takes_packages() throws IOException {
    Files.createDirectory(folder.resolve("tree"));
    assertRefused(
        "name: a\nversion: 1.0\nbase: {folder: tree}\npackages: [htop]\n", "only a debian base");
  }

  @Test
  void no_path_leaves_the_image_and_no_name_becomes_an_option() {
    assertRefused(LEAST + "files:\n  - {path: /etc/../../x, content: a}\n", "absolute path");
    assertRefused(LEAST + "persistent: [/home, /usr/bin]\n", ":4:", "'/usr/bin' cannot persist");
    assertRefused(LEAST + "packages: [\"--allow-unauthenticated\"]\n", "package's name");
    assertRefused(LEAST + "units:\n  - {name: ../evil, content: a}\n", "unit's name");
  }

  @Test
  void a_channel_that_cannot_be_is_told_with_its_line() {
    assertRefused(
        LEAST + "content:\n  - {channel: a, key: x, foldr: /var/lib/a}\n", ":5:", "'folder'");
  }

  @Test
  void a_trial_stays_in_its_ranges() {
    assertRefused(LEAST + "trial: {bake: 1s}\n", "bake time");
    assertRefused(LEAST + "trial: {tries: 9}\n", "tries");
  }

  private void assertRefused(String text, String... parts) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(ConfigException.class)
        .message()
        .contains(parts);
  }

  private Recipe read(String text) throws IOException, ConfigException {
    return RecipeReader.read(Files.writeString(folder.resolve("recipe.yaml"), text));
  }
}
