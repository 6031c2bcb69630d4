package io.holdfast.image.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.release.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildCacheTest {
  private static final Digest KEY = Digest.of(new byte[] {1});

  @TempDir Path folder;

  @Test
  void a_step_is_made_once() throws Exception {
    BuildCache cache = new BuildCache(folder.resolve("cache"));
    AtomicInteger made = new AtomicInteger();
    for (int i = 0; i < 3; i++) {
      Path result =
          cache.step(
              "step",
              KEY,
              into -> Files.writeString(into.resolve("x"), "x" + made.incrementAndGet()));
      assertThat(result.resolve("x")).hasContent("x1");
    }
  }

  @Test
  void a_step_that_fails_leaves_nothing_and_is_made_again() throws Exception {
    BuildCache cache = new BuildCache(folder);
    assertThatThrownBy(
            () ->
                cache.step(
                    "step",
                    KEY,
                    into -> {
                      Files.writeString(into.resolve("half"), "");
                      throw new IOException("full");
                    }))
        .hasMessage("full");
    Path result = cache.step("step", KEY, into -> {});
    assertThat(result).isEmptyDirectory();
  }

  @Test
  void no_two_lists_of_inputs_have_the_same_fingerprint() {
    assertThat(new Fingerprint("a", 1).add("x", List.of("ab", "c")).digest())
        .isNotEqualTo(new Fingerprint("a", 1).add("x", List.of("a", "bc")).digest())
        .isNotEqualTo(new Fingerprint("a", 2).add("x", List.of("ab", "c")).digest());
  }
}
