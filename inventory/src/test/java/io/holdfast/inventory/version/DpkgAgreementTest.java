package io.holdfast.inventory.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.holdfast.host.Command;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The real dpkg over the versions that this machine's distribution has just now. */
@Tag("tools")
class DpkgAgreementTest {
  /** So many make 4.5 million pairs. */
  private static final int VERSIONS = 3000;

  /**
   * Both orders are orders. So when dpkg says of each two neighbours of a list that the first is
   * older than the second, or both are equal, just as the list has it, it says the same of every
   * pair of the list.
   */
  @Test
  void dpkg_orders_every_pair_of_real_versions_as_this_does() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/dpkg")), "needs dpkg");
    List<String> versions = real();
    assertThat(versions).hasSizeGreaterThan(100);
    assertThat(versions).allMatch(VersionOrder.DPKG::accepts);
    versions.sort(VersionOrder.DPKG);
    for (int i = 1; i < versions.size(); i++) {
      String older = versions.get(i - 1);
      String newer = versions.get(i);
      String word = VersionOrder.DPKG.compare(older, newer) == 0 ? "eq" : "lt";
      assertThat(Command.of("dpkg", "--compare-versions", older, word, newer).run().exitCode())
          .as("dpkg --compare-versions %s %s %s", older, word, newer)
          .isZero();
    }
  }

  /** Of all packages that can be had, or, where no lists are, of those that are installed. */
  private static List<String> real() throws IOException {
    List<String> versions = new ArrayList<>(printed("apt-cache", "dumpavail"));
    versions.addAll(printed("dpkg-query", "-W", "-f", "Version: ${Version}\\n"));
    List<String> different = new ArrayList<>(new TreeSet<>(versions));
    Collections.shuffle(different, new Random(3094));
    return new ArrayList<>(different.subList(0, Math.min(VERSIONS, different.size())));
  }

  private static List<String> printed(String... command) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (BufferedReader lines = process.inputReader()) {
      return lines
          .lines()
          .filter(line -> line.startsWith("Version: "))
          .map(line -> line.substring("Version: ".length()))
          .toList();
    }
  }
}
