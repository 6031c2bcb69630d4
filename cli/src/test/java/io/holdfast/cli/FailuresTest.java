package io.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.config.cloud.CloudConfig;
import io.holdfast.host.Command;
import io.holdfast.host.CommandException;
import io.holdfast.image.disk.DiskRefusedException;
import io.holdfast.image.keys.KeyFolderRefusedException;
import io.holdfast.lab.drill.NoSuchActException;
import io.holdfast.release.content.ContentRefusedException;
import io.holdfast.release.repository.AlreadyPublishedException;
import io.holdfast.release.repository.NoSuchContentException;
import io.holdfast.release.repository.NoSuchReleaseException;
import io.holdfast.release.trust.KeyPlaceException;
import io.holdfast.release.trust.UntrustedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class FailuresTest {
  @ParameterizedTest
  @ValueSource(
      classes = {
        DiskRefusedException.class,
        KeyFolderRefusedException.class,
        KeyPlaceException.class,
        ContentRefusedException.class,
        AlreadyPublishedException.class,
        UntrustedException.class
      })
  void what_was_refused_on_purpose_is_exit_code_3(Class<? extends Exception> kind)
      throws Exception {
    CommandRun run = failing(made(kind));
    assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(run.errors()).isEqualToIgnoringNewLines("holdfast: this, here, for that");
  }

  @ParameterizedTest
  @ValueSource(classes = {NoSuchActException.class, IllegalArgumentException.class})
  void what_was_asked_wrongly_is_exit_code_2(Class<? extends Exception> kind) throws Exception {
    assertThat(failing(made(kind)).exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @ParameterizedTest
  @ValueSource(
      classes = {IOException.class, NoSuchReleaseException.class, NoSuchContentException.class})
  void what_failed_is_exit_code_1(Class<? extends Exception> kind) throws Exception {
    CommandRun run = failing(made(kind));
    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.errors()).isEqualToIgnoringNewLines("holdfast: this, here, for that");
  }

  @Test
  void a_tool_that_failed_is_exit_code_1_with_its_last_words() {
    CommandRun run =
        failing(
            () -> {
              throw caught(() -> Command.of("ls", "/no/such/file").check());
            });
    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.errors()).contains("/no/such/file", "exit code");
  }

  @Test
  void a_configuration_is_exit_code_2_with_a_line_for_each_problem() {
    CommandRun run =
        failing(
            () -> {
              CloudConfig.parse("node.yaml", "#cloud-config\nhostnme: a\nusrs: []\n");
              return 0;
            });
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.errors().lines())
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).startsWith("node.yaml:"));
  }

  @Test
  void an_exception_of_java_is_told_in_words() {
    assertThat(failing(new NoSuchFileException("a.yaml")).errors())
        .isEqualToIgnoringNewLines("holdfast: a.yaml is not there.");
    assertThat(failing(new AccessDeniedException("a.yaml")).errors()).contains("You may not");
    assertThat(failing(new UncheckedIOException(new NoSuchFileException("b"))).errors())
        .isEqualToIgnoringNewLines("holdfast: b is not there.");
    assertThat(failing(new IOException()).errors()).doesNotContain("null");
  }

  @Test
  void a_defect_is_named_as_one_and_still_without_a_stack_trace() {
    CommandRun run = failing(new IllegalStateException("cannot be"));
    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.errors()).contains("defect", "cannot be", Failures.DEBUG).doesNotContain("\tat");
  }

  @Test
  void an_interrupted_command_stays_interrupted() {
    CommandRun run = failing(new InterruptedException());
    assertThat(Thread.interrupted()).isTrue();
    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.errors()).isEqualToIgnoringNewLines("holdfast: interrupted");
  }

  private static CommandRun failing(Exception failure) {
    return failing(
        () -> {
          throw failure;
        });
  }

  private static CommandRun failing(Callable<Integer> body) {
    StringWriter errors = new StringWriter();
    int code =
        new CommandLine(new Failing(body))
            .setErr(new PrintWriter(errors, true))
            .setExecutionExceptionHandler(Failures::tell)
            .execute();
    return new CommandRun(code, "", errors.toString());
  }

  /** Those of the rooms can be made only there. */
  private static Exception made(Class<? extends Exception> kind) throws Exception {
    Constructor<? extends Exception> constructor = kind.getDeclaredConstructor(String.class);
    constructor.setAccessible(true);
    return constructor.newInstance("this, here, for that");
  }

  private static Exception caught(Callable<String> body) throws Exception {
    try {
      body.call();
      throw new AssertionError("it did not fail");
    } catch (CommandException e) {
      return e;
    }
  }

  @CommandLine.Command(name = "failing")
  private record Failing(Callable<Integer> body) implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
      return body.call();
    }
  }
}
