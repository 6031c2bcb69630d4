package io.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkplaceTest {
  private static final String ACCOUNT = "/home/account";

  @Test
  void the_cache_is_where_the_user_says() {
    assertThat(cache(Map.of("HOLDFAST_CACHE", "/a", "XDG_CACHE_HOME", "/b", "HOME", "/home/shell")))
        .isEqualTo(Path.of("/a"));
    assertThat(cache(Map.of("HOLDFAST_CACHE", "a"))).isEqualTo(Path.of("a").toAbsolutePath());
  }

  @Test
  void else_the_cache_is_where_the_desktop_says() {
    assertThat(cache(Map.of("HOLDFAST_CACHE", "", "XDG_CACHE_HOME", "/b", "HOME", "/home/shell")))
        .isEqualTo(Path.of("/b/holdfast"));
  }

  @Test
  void else_the_cache_is_in_the_home() {
    assertThat(cache(Map.of("XDG_CACHE_HOME", "relative", "HOME", "/home/shell")))
        .isEqualTo(Path.of("/home/shell/.cache/holdfast"));
    assertThat(cache(Map.of())).isEqualTo(Path.of("/home/account/.cache/holdfast"));
  }

  private static Path cache(Map<String, String> environment) {
    return Workplace.cacheFolder(environment, ACCOUNT);
  }
}
