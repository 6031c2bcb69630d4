package io.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonObject;
import io.holdfast.release.trust.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every ceremony of docs/threat-model.md, by the very lines that are there; a client follows. */
class KeyCeremoniesTest {
  private static final Path DOCUMENT = Path.of("../docs/threat-model.md");
  private static final String BEGIN = "Begin";
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  /** Each ceremony of the document, and the roles that have other keys after it. */
  private static final Map<String, List<String>> ROTATED =
      Map.of(
          "A root key is lost or stolen", List.of("root"),
          "One of two root keys is lost", List.of("root"),
          "The key of targets is lost or stolen", List.of("targets"),
          "The key of timestamp or snapshot is stolen", List.of("timestamp", "snapshot"),
          "The key of a role is stolen", List.of("content.rules"),
          "The machine that signs is broken into",
              List.of(
                  "timestamp", "snapshot", "releases", "extensions", "content.rules", "advisories"),
          "The release key is stolen", List.of(),
          "A channel is added", List.of(),
          "Every week", List.of(),
          "Every year", List.of());

  @TempDir Path folder;

  @BeforeEach
  void begin() throws Exception {
    TestRepository.publish(folder.resolve("repo"), SigningKey.generate());
    Path rules = Files.createDirectory(folder.resolve("rules"));
    Files.writeString(rules.resolve("a.txt"), "a");
    run("holdfast keys content rules --to online");
    run(
        "holdfast content publish rules --version 7 --from rules"
            + " --key online/content-rules.key --to repo");
    for (String line : ceremonies().getOrDefault(BEGIN, List.of())) {
      run(line);
    }
    client("init repo/metadata/1.root.json");
    client("refresh");
  }

  static Stream<String> every_ceremony() throws IOException {
    return ceremonies().keySet().stream().filter(title -> !title.equals(BEGIN));
  }

  @Test
  void no_ceremony_is_forgotten() throws IOException {
    assertThat(every_ceremony()).containsExactlyInAnyOrderElementsOf(ROTATED.keySet());
  }

  @ParameterizedTest
  @MethodSource("every_ceremony")
  void a_ceremony_does_what_its_title_needs_and_a_client_follows(String title) throws Exception {
    List<String> lines = Objects.requireNonNull(ceremonies().get(title));
    stealAllKeys();
    Map<String, List<String>> before = keys("repo");
    for (String line : lines) {
      run(line);
    }
    String repo = lines.getFirst().contains(" small ") ? "small" : "repo";
    Map<String, List<String>> after = keys(repo);
    for (String role : Objects.requireNonNull(ROTATED.get(title))) {
      if (repo.equals("repo")) {
        assertThat(after.get(role)).as(role).isNotEqualTo(before.get(role));
      }
      if (!role.equals("root")) {
        assertThat(after.get(role)).doesNotContainAnyElementsOf(before.get(role));
        refusesTheOldKeysOf(role);
      }
    }
    if (repo.equals("repo")) {
      after.keySet().removeAll(Objects.requireNonNull(ROTATED.get(title)));
      before.forEach(
          (role, ids) -> {
            if (after.containsKey(role)) {
              assertThat(after.get(role)).as(role).isEqualTo(ids);
            }
          });
      client("refresh");
      client(
          "download --target-name content/rules/7.json --target-dir got"
              + " --target-base-url repo/targets");
      assertThat(folder.resolve("got")).isNotEmptyDirectory();
    }
    run("holdfast repo verify " + repo);
  }

  @Test
  void the_small_repository_s_lost_key_counts_no_more() throws Exception {
    for (String line : Objects.requireNonNull(ceremonies().get("One of two root keys is lost"))) {
      run(line);
    }
    String lost = json("keys role root --to unused --json").string("key");
    assertThat(keys("small").get("root")).hasSize(2).doesNotContain(lost);
    assertThat(
            holdfast("repo rotate small root --drop small-keys/root.pub --keys small-keys")
                .exitCode())
        .isEqualTo(ExitCode.USAGE);
  }

  /** The blocks of the document's section, by the titles above them. */
  private static Map<String, List<String>> ceremonies() throws IOException {
    Map<String, List<String>> ceremonies = new LinkedHashMap<>();
    boolean inSection = false;
    String title = "";
    String unfinished = "";
    for (String line : Files.readAllLines(DOCUMENT)) {
      if (line.startsWith("## ")) {
        inSection = line.equals("## Key ceremonies");
      } else if (line.startsWith("### ")) {
        title = line.substring("### ".length());
      } else if (inSection && !title.isEmpty() && line.startsWith("    ")) {
        String text = unfinished + line.strip();
        if (text.endsWith("\\")) {
          unfinished = text.substring(0, text.length() - 1);
        } else {
          unfinished = "";
          ceremonies.computeIfAbsent(title, _ -> new ArrayList<>()).add(text);
        }
      }
    }
    return ceremonies;
  }

  /** Does a line as a shell would, with this test's folder as the working folder. */
  private void run(String line) throws IOException {
    List<String> words = words(line);
    switch (words.getFirst()) {
      case "holdfast" -> {
        CommandRun run = CommandRun.of(words.subList(1, words.size()).toArray());
        assertThat(run.exitCode()).as(line + ": " + run.errors()).isEqualTo(ExitCode.DONE);
      }
      case "mkdir" -> {
        for (String each : words.subList(1, words.size())) {
          Files.createDirectory(Path.of(each));
        }
      }
      case "mv" -> {
        Path to = Path.of(words.getLast());
        for (String each : words.subList(1, words.size() - 1)) {
          Files.move(Path.of(each), to.resolve(Path.of(each).getFileName()));
        }
      }
      case "rm" -> {
        for (String each : words.subList(1, words.size())) {
          Files.delete(Path.of(each));
        }
      }
      default -> throw new AssertionError("The document has a line that is no command: " + line);
    }
  }

  private CommandRun holdfast(String line) {
    return CommandRun.of(words(line).toArray());
  }

  private void client(String words) {
    CommandRun run =
        holdfast("repo client --metadata-dir known --metadata-url repo/metadata " + words);
    assertThat(run.exitCode()).as(words + ": " + run.errors()).isEqualTo(ExitCode.DONE);
  }

  private JsonObject json(String line) throws Exception {
    CommandRun run = holdfast(line);
    assertThat(run.exitCode()).as(run.errors()).isEqualTo(ExitCode.DONE);
    return Json.parseObject(run.output().getBytes(StandardCharsets.UTF_8), 1 << 20);
  }

  private Map<String, List<String>> keys(String repo) throws Exception {
    Map<String, List<String>> keys = new TreeMap<>();
    for (JsonObject role : json("repo show " + repo + " --json").objects("roles", 99)) {
      keys.put(role.string("role"), role.strings("keys", 99));
    }
    return keys;
  }

  private void stealAllKeys() throws IOException {
    Path stolen = Files.createDirectory(folder.resolve("stolen"));
    for (String from : List.of("online", "stick-a", "stick-b", "stick-c")) {
      try (Stream<Path> files = Files.list(folder.resolve(from))) {
        for (Path file : files.filter(each -> each.toString().endsWith(".key")).toList()) {
          Files.copy(file, stolen.resolve(file.getFileName()));
        }
      }
    }
  }

  private void refusesTheOldKeysOf(String role) {
    CommandRun thief = holdfast("repo refresh repo " + role + " --keys stolen");
    assertThat(thief.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(thief.errors()).contains("keys that sign for role ");
  }

  /** Words that name a file of a ceremony are in this test's folder. */
  private List<String> words(String line) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(line);
    while (matcher.find()) {
      String word = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
      words.add(
          isPath(word, words.isEmpty() ? "" : words.getLast())
              ? folder.resolve(word).toString()
              : word);
    }
    return words;
  }

  /** The names of the document's folders and files; 'repo' is a command, too. */
  private static boolean isPath(String word, String before) {
    return word.matches("(stick-[a-d]|online(-2)?|small(-keys)?|stolen|unused)(/.*)?")
        || word.matches("change[.]json|known|got|repo/.*")
        || (word.equals("rules") && before.equals("--from"))
        || (word.equals("repo") && !before.isEmpty() && !before.equals("holdfast"));
  }
}
