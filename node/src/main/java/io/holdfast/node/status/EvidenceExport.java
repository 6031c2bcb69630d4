package io.holdfast.node.status;

import io.holdfast.host.Command;
import io.holdfast.host.FileTree;
import io.holdfast.node.evidence.Evidence;
import io.holdfast.node.evidence.EvidenceFolder;
import io.holdfast.release.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A tar of all that a support person needs and cannot look at on the node: what it runs, what
 * became of its changes, and a folder for each failure.
 *
 * @param status of the node
 * @param evidence what it kept
 */
public record EvidenceExport(NodeStatus status, EvidenceFolder evidence) {
  private static final String TOP = "holdfast-evidence";

  /** Some megabytes at most. */
  private static final Duration PACKING = Duration.ofMinutes(2);

  /**
   * The files by their paths.
   *
   * @param numbers of the evidence
   */
  Map<String, String> files(List<Integer> numbers) throws IOException {
    Map<String, String> files = new TreeMap<>();
    files.put("status.txt", status.text());
    files.put("status.json", Json.write(status.toJson()));
    files.put("history.txt", String.join("\n", status.history()) + "\n");
    for (int number : numbers) {
      Evidence one = evidence.read(number);
      String folder = number + "/";
      files.put(folder + "evidence.json", evidence.json(number));
      files.put(folder + "evidence.txt", evidence.text(number));
      put(files, folder + "kernel.txt", one.kernelRecord());
      put(files, folder + "journal.txt", String.join("\n", one.journal()));
      put(files, folder + "check.txt", one.checkOutput());
      put(files, folder + "waiting-jobs.txt", String.join("\n", one.waitingJobs()));
    }
    return files;
  }

  private static void put(Map<String, String> files, String name, String text) {
    if (!text.isBlank()) {
      files.put(name, text.endsWith("\n") ? text : text + "\n");
    }
  }

  /**
   * Writes the tar, readable by its owner alone: journal lines can hold what only root may read.
   *
   * @param numbers of the evidence
   * @throws IOException if there is such a file, or it cannot be written; then none is left
   */
  public void write(List<Integer> numbers, Path tar) throws IOException, InterruptedException {
    if (Files.exists(tar)) {
      throw new IOException(tar + " exists, and is not written over. Name another file.");
    }
    Path work = Files.createTempDirectory("holdfast-export-");
    try {
      for (Map.Entry<String, String> file : files(numbers).entrySet()) {
        Path path = work.resolve(TOP).resolve(file.getKey());
        Files.createDirectories(path.getParent());
        Files.writeString(path, file.getValue());
      }
      Files.createFile(
          tar, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Command.of("tar", "--create", "--file", tar.toString(), "--directory", work.toString(), TOP)
          .within(PACKING)
          .check();
    } catch (IOException e) {
      Files.deleteIfExists(tar);
      throw e;
    } finally {
      FileTree.delete(work);
    }
  }
}
