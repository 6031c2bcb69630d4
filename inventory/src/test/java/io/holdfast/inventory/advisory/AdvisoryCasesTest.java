package io.holdfast.inventory.advisory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.holdfast.inventory.advisory.Issue.Judgement;
import io.holdfast.inventory.advisory.format.AdvisoryException;
import io.holdfast.inventory.advisory.format.AdvisoryReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Records and packages as folders of data: {@code src/test/resources/advisories/cases} has one
 * folder a case with its documents and {@code expected.txt}. There, {@code issue} says of which
 * problem the following lines speak, and each line has a package URL, then outcome, reason, {@code
 * contradictory} if the records are, and a part of what is said; or {@code nothing}. {@code
 * hostile} has documents that are refused, and with which words.
 */
class AdvisoryCasesTest {
  private static final Path FOLDER = Path.of("src/test/resources/advisories");

  @TestFactory
  Stream<DynamicTest> each_package_is_judged_as_its_case_says() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path folder : folders("cases")) {
      List<Advisory> all = documents(folder);
      String issue = "";
      for (String line : Files.readAllLines(folder.resolve("expected.txt"))) {
        if (line.startsWith("issue ")) {
          issue = line.substring("issue ".length());
        } else if (line.startsWith("pkg:")) {
          String of = issue;
          tests.add(dynamicTest(folder.getFileName() + ": " + line, () -> judge(of, all, line)));
        }
      }
    }
    assertThat(tests).hasSizeGreaterThan(70);
    return tests.stream();
  }

  private static void judge(String issue, List<Advisory> all, String line) {
    int arrow = line.indexOf(" => ");
    String purl = line.substring(0, arrow);
    String expected = line.substring(arrow + " => ".length());
    Optional<Judgement> judgement =
        Issue.of(issue, all).judge(CarriedPackage.of("", "", "", "", "", purl));
    if (expected.equals("nothing")) {
      assertThat(judgement).isEmpty();
      return;
    }
    String contradictory = judgement.orElseThrow().isContradictory() ? " contradictory" : "";
    Verdict verdict = judgement.orElseThrow().deciding().verdict();
    String[] words = expected.split(" ", contradictory.isEmpty() ? 3 : 4);
    assertThat(verdict.outcome() + " " + verdict.reason() + contradictory)
        .as(judgement.toString())
        .isEqualTo(words[0] + " " + words[1] + (contradictory.isEmpty() ? "" : " " + words[2]));
    if (words.length > (contradictory.isEmpty() ? 2 : 3)) {
      assertThat(verdict.words()).contains(words[words.length - 1]);
    }
  }

  @TestFactory
  Stream<DynamicTest> a_document_that_is_none_is_refused_in_words() throws IOException {
    List<Path> folders = folders("hostile");
    assertThat(folders).hasSizeGreaterThan(15);
    return folders.stream()
        .map(
            folder ->
                dynamicTest(
                    folder.getFileName().toString(),
                    () ->
                        assertThatThrownBy(() -> documents(folder))
                            .isInstanceOf(AdvisoryException.class)
                            .hasMessageStartingWith("It is no advisory: ")
                            .hasMessageContaining(
                                Files.readString(folder.resolve("expected.txt")).strip())));
  }

  private static List<Path> folders(String kind) throws IOException {
    try (Stream<Path> folders = Files.list(FOLDER.resolve(kind))) {
      return folders.sorted().toList();
    }
  }

  static List<Advisory> documents(Path folder) throws IOException {
    List<Advisory> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".json")).sorted().toList()) {
        all.addAll(AdvisoryReader.read(Files.readAllBytes(file)));
      }
    }
    return all;
  }
}
