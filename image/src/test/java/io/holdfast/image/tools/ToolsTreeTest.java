package io.holdfast.image.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.host.Command;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ToolsTreeTest {
  private static final ToolsTree TREE = new ToolsTree(Path.of("/t/tree"));

  @Test
  void a_tool_is_started_by_the_trees_own_loader_and_sandbox() {
    List<String> words =
        TREE.command(List.of(), List.of(), List.of("mkfs.erofs", "-V")).arguments();
    assertThat(words)
        .startsWith(
            "/t/tree/lib64/ld-linux-x86-64.so.2",
            "--library-path",
            "/t/tree/usr/lib/x86_64-linux-gnu",
            "/t/tree/usr/bin/bwrap")
        .endsWith("--", "mkfs.erofs", "-V")
        .containsSubsequence("--die-with-parent", "--unshare-pid", "--unshare-net");
  }

  @Test
  void writable_paths_are_laid_over_readable_ones() {
    assertThat(
            TREE.command(List.of(Path.of("/w")), List.of(Path.of("/w/out")), List.of("true"))
                .arguments())
        .containsSubsequence("--ro-bind", "/w", "/w", "--bind", "/w/out", "/w/out");
  }

  @Test
  void devices_and_network_of_the_host_are_given_only_when_asked_for() {
    List<String> words =
        TREE.command(
                List.of(),
                List.of(),
                List.of("true"),
                ToolsTree.Devices.HOST,
                ToolsTree.Network.HOST)
            .arguments();
    assertThat(words)
        .containsSubsequence("--dev-bind", "/dev", "/dev")
        .containsSubsequence("--ro-bind", "/sys", "/sys");
    assertThat(words).doesNotContain("--unshare-net");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/etc", "/etc/ssl", "/usr/local/src/x", "/w/../etc", "here", ""})
  void a_path_that_would_hide_the_tree_is_refused(String path) {
    assertThatThrownBy(() -> TREE.command(List.of(), List.of(Path.of(path)), List.of("true")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_relative_tree_is_refused() {
    assertThatThrownBy(() -> new ToolsTree(Path.of("tree")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_folder_without_the_loader_is_no_tools_tree(@TempDir Path folder) {
    assertThatThrownBy(() -> ToolsTree.open(folder))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("Delete it and have it built again");
  }

  @Test
  @Tag("vm")
  void a_tool_sees_what_it_is_given_and_nothing_else_of_the_host(@TempDir Path folder)
      throws Exception {
    ToolsTree tree = ToolsTree.open(Path.of(System.getProperty("holdfast.tools", "")));
    Path given = Files.createDirectory(folder.resolve("given, with comma"));
    Path kept = Files.createDirectory(folder.resolve("kept"));
    Files.writeString(given.resolve("in"), "what the host wrote");
    Files.writeString(kept.resolve("secret"), "not to be seen");

    Command.Result result =
        tree.command(
                List.of(given),
                List.of(),
                List.of(
                    "sh",
                    "-c",
                    "cat \"$1/in\"; ls \"$2\"; touch \"$1/out\"",
                    "sh",
                    given.toString(),
                    kept.toString()))
            .run();

    assertThat(result.succeeded()).isFalse();
    assertThat(result.output()).startsWith("what the host wrote");
    assertThat(result.errors()).contains("No such file").contains("Read-only file system");
    assertThat(given.resolve("out")).doesNotExist();
  }

  @Test
  @Tag("vm")
  void a_tool_can_change_what_it_is_given_to_change(@TempDir Path folder) throws Exception {
    ToolsTree tree = ToolsTree.open(Path.of(System.getProperty("holdfast.tools", "")));
    tree.command(
            List.of(),
            List.of(folder),
            List.of("qemu-img", "create", "-f", "qcow2", folder + "/disk.qcow2", "1M"))
        .check();
    assertThat(folder.resolve("disk.qcow2")).isNotEmptyFile();
  }
}
