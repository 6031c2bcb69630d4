package io.holdfast.cli.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeCommandTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"status", "health", "history", "evidence", "upgrade", "revert", "allow", "reset"})
  void every_command_tells_its_help(String command) {
    assertThat(NodeCommand.parse(new String[] {command, "--help"})).isZero();
  }
}
