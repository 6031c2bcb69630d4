package io.holdfast.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Folders of test data: one folder a case, adding one needs no code. */
public final class Cases {
  private Cases() {}

  /** The folders below a folder of the test resources, in the order of their names; never none. */
  public static List<Path> in(String folder) {
    try (Stream<Path> found = Files.list(at(folder))) {
      List<Path> cases = found.filter(Files::isDirectory).sorted().toList();
      if (cases.isEmpty()) {
        throw new IllegalStateException("no cases in " + folder);
      }
      return cases;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file or folder of the test resources. */
  public static Path at(String name) {
    URL url = Objects.requireNonNull(Cases.class.getResource("/" + name), name);
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a case expects; without the line feed at the end. */
  public static String expected(Path folder, String file) throws IOException {
    return Files.readString(folder.resolve(file)).stripTrailing();
  }
}
