package io.holdfast.node.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each folder under {@code units} is a machine: what systemctl prints for its first argument, and
 * what must come of it. On all of them flaky.service may fail and holdfast-commit.service may wait.
 */
class UnitsCheckTest {
  @TempDir Path folder;

  static Stream<Path> machines() throws URISyntaxException, IOException {
    URL units = Objects.requireNonNull(UnitsCheckTest.class.getResource("units"));
    try (Stream<Path> folders = Files.list(Path.of(units.toURI()))) {
      return folders.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("machines")
  void the_result_is_what_the_folder_expects(Path machine) throws Exception {
    Path systemctl = folder.resolve("systemctl");
    Files.writeString(systemctl, "#!/bin/sh\nexec cat '" + machine + "/'\"$1\"\n");
    assertThat(systemctl.toFile().setExecutable(true)).isTrue();
    UnitsCheck check =
        new UnitsCheck(
            Set.of("flaky.service"), Set.of("holdfast-commit.service"), systemctl.toString());

    List<String> expected = Files.readAllLines(machine.resolve("expected"));
    List<String> found =
        switch (check.run()) {
          case CheckResult.Passed passed -> List.of("passed");
          case CheckResult.NotYet notYet -> List.of("not yet: " + notYet.reason());
          case CheckResult.Failed failed ->
              Stream.concat(
                      Stream.of("failed: " + failed.culprit()), failed.output().lines().limit(2))
                  .toList();
        };

    assertThat(found).isEqualTo(expected);
  }
}
