package io.holdfast.release;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Test data kept as folders: one folder a case, its name says what is wrong in it. */
public final class Cases {
  private Cases() {}

  /** All case folders below a folder of test resources, sorted. */
  public static List<Path> in(String folder) throws IOException {
    List<Path> cases = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(file(folder))) {
      found.forEach(cases::add);
    }
    cases.sort(null);
    if (cases.isEmpty()) {
      throw new IllegalStateException("no cases in " + folder);
    }
    return cases;
  }

  /** A test resource as a file. */
  public static Path file(String name) {
    try {
      return Path.of(Objects.requireNonNull(Cases.class.getResource("/" + name)).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the message of a case's error must contain. */
  public static String expected(Path folder) throws IOException {
    return Files.readString(folder.resolve("expected.txt")).strip();
  }
}
