package io.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentJarsTest {
  @TempDir private Path lib;

  @Test
  void of_two_libraries_of_one_name_the_agent_gets_the_one_it_was_built_with() throws Exception {
    for (String artifact : AgentJars.ARTIFACTS) {
      Files.createFile(lib.resolve(artifact + "-10.2.1.jar"));
    }
    Files.createFile(lib.resolve("jackson-core-2.21.1.jar"));
    Files.createFile(lib.resolve("jackson-core-9.9.jar"));
    assertThat(AgentJars.find(lib))
        .hasSameSizeAs(AgentJars.ARTIFACTS)
        .contains(lib.resolve("jackson-core-10.2.1.jar"));
  }

  @Test
  void a_library_that_is_missing_is_named() {
    assertThatThrownBy(() -> AgentJars.find(lib))
        .hasMessageContaining(AgentJars.ARTIFACTS.getFirst());
  }
}
