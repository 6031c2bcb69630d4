package io.holdfast.config.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.holdfast.config.Cases;
import io.holdfast.config.cloud.CloudConfig;
import io.holdfast.config.facts.MachineTemplates;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What stages do to a root. A case is a folder: {@code config.yaml} (or a folder {@code config}),
 * {@code before} is laid into the root first, and {@code expected.txt} says what is true
 * afterwards, a line each:
 *
 * <pre>
 * stage NAME                       which stage is run; without, it is "test"
 * steps ENDING ENDING...           how each step ended, in order
 * failure TEXT                     a part of the message of the next failure
 * note TEXT                        a part of the next note of an action
 * file PATH MODE UID:GID           a file or folder with this mode and owner
 * text PATH TEXT                   all that is in a file; \n is a line feed
 * has PATH TEXT                    a part of what is in a file
 * gone PATH                        nothing is there
 * again ENDING ENDING...           how each step ends when the stage is run once more
 * </pre>
 */
class StageCasesTest {
  @TempDir Path temporary = Path.of("set by JUnit");

  static List<Path> cases() {
    return Cases.in("stages");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void a_stage_does_what_its_case_says(Path folder) throws Exception {
    assumeTrue((Integer) Files.getAttribute(temporary, "unix:uid") == 0, "needs to be root");
    Path root = Busybox.makeRoot(temporary.resolve("root"));
    Busybox.demandRuns(root);
    Path config =
        Files.isDirectory(folder.resolve("config"))
            ? folder.resolve("config")
            : folder.resolve("config.yaml");
    copy(folder.resolve("before"), root);
    makeLarge(root.resolve("etc/big"));
    List<String> lines = Files.readAllLines(folder.resolve("expected.txt"));
    String stage =
        lines.stream()
            .filter(l -> l.startsWith("stage "))
            .map(l -> l.substring(6))
            .findFirst()
            .orElse("test");
    StagePlan plan =
        StagePlan.of(
            CloudConfig.loadStages(List.of(config), new MachineTemplates(root, () -> "seed")),
            stage);

    Map<String, String> untouched = TreeDigest.of(root);
    StageResult planned = plan.applyTo(RootedMachine.planning(root));
    assertThat(TreeDigest.of(root)).as("a plan changes nothing").isEqualTo(untouched);
    StageResult result = plan.applyTo(new RootedMachine(root));

    assertThat(planned.steps()).hasSameSizeAs(result.steps());
    check(lines, root, result);
    List<String> again =
        lines.stream().filter(l -> l.startsWith("again ")).map(l -> l.substring(6)).toList();
    if (!again.isEmpty()) {
      Map<String, String> once = TreeDigest.of(root);
      StageResult second = plan.applyTo(new RootedMachine(root));
      assertThat(endings(second)).isEqualTo(again.getFirst());
      if (again.getFirst().matches("(unchanged ?|skipped ?)+")) {
        assertThat(TreeDigest.of(root)).as("a second run changes nothing").isEqualTo(once);
      }
    }
  }

  private static void check(List<String> lines, Path root, StageResult result) throws IOException {
    List<Outcome.Failed> failures = new ArrayList<>(result.failures());
    List<String> notes = new ArrayList<>();
    for (Outcome outcome : result.outcomes()) {
      if (outcome instanceof Outcome.Done done) {
        notes.addAll(done.effect().notes());
      }
    }
    for (String line : lines) {
      String[] words = line.split(" ", 3);
      String rest = line.substring(Math.min(line.length(), words[0].length() + 1));
      switch (words[0]) {
        case "steps" -> assertThat(endings(result)).as("%s", result.failures()).isEqualTo(rest);
        case "failure" -> assertThat(failures.removeFirst().toString()).contains(rest);
        case "note" -> assertThat(notes.removeFirst()).contains(rest);
        case "file" -> assertThat(seen(root.resolve(words[1]))).as(words[1]).isEqualTo(words[2]);
        case "text" ->
            assertThat(Files.readString(root.resolve(words[1])))
                .as(words[1])
                .isEqualTo(words.length < 3 ? "" : words[2].replace("\\n", "\n"));
        case "has" ->
            assertThat(Files.readString(root.resolve(words[1])))
                .contains(words[2].replace("\\n", "\n"));
        case "gone" -> assertThat(root.resolve(words[1])).doesNotExist();
        case "stage", "again", "#", "" -> {}
        default -> throw new IllegalArgumentException("a case says " + line);
      }
    }
    assertThat(failures).as("failures that the case does not name").isEmpty();
    assertThat(notes).as("notes that the case does not name").isEmpty();
  }

  private static String endings(StageResult result) {
    List<String> words = new ArrayList<>();
    result.steps().forEach(step -> words.add(step.ending().name().toLowerCase(Locale.ROOT)));
    return String.join(" ", words);
  }

  private static String seen(Path path) throws IOException {
    Map<String, Object> found =
        Files.readAttributes(path, "unix:mode,uid,gid", LinkOption.NOFOLLOW_LINKS);
    int mode = Integer.parseInt(String.valueOf(found.get("mode"))) & 07777;
    return String.format("%04o %s:%s", mode, found.get("uid"), found.get("gid"));
  }

  /** Too large for a file of the tests' own. */
  private static void makeLarge(Path file) throws IOException {
    try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
      large.setLength(5L << 20);
    }
  }

  /** A case is data of git, which knows no folders that are empty and no owners. */
  private static void copy(Path from, Path to) throws IOException {
    if (!Files.isDirectory(from)) {
      return;
    }
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
          Files.createDirectories(target);
        } else if (path.getFileName().toString().equals("links")) {
          for (String line : Files.readAllLines(path)) {
            String[] words = line.split(" ");
            Files.createSymbolicLink(to.resolve(words[0]), Path.of(words[1]));
          }
        } else {
          Files.deleteIfExists(target);
          Files.copy(path, target);
          if (Files.readString(path).startsWith("#!")) {
            Files.setAttribute(target, "unix:mode", 0755);
          }
        }
      }
    }
  }
}
