package io.holdfast.lab.drill.prepare;

import io.holdfast.image.cache.Fingerprint;
import io.holdfast.release.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The bytes of the code that makes something, so that newer code makes it anew. Stateless. */
public final class CodeFingerprint {
  /** A room of Holdfast has some hundred classes. */
  private static final int MAX_FILES = 10_000;

  private CodeFingerprint() {}

  /** The digest of the jar, or the folder of classes, that a class came from. */
  public static Digest ofRoom(Class<?> member) throws IOException {
    return of(place(member));
  }

  /** The digest of single classes, where a room has much that does not matter. */
  public static Digest ofClasses(List<Class<?>> classes) throws IOException {
    Fingerprint print = new Fingerprint("classes", 1);
    for (Class<?> each : classes) {
      String file = each.getName().substring(each.getPackageName().length() + 1) + ".class";
      try (InputStream bytes = each.getResourceAsStream(file)) {
        if (bytes == null) {
          throw new IOException("Cannot find the code of " + each.getName() + ".");
        }
        print.add(each.getName(), Digest.of(bytes));
      }
    }
    return print.digest();
  }

  static Digest of(Path place) throws IOException {
    Fingerprint print = new Fingerprint("code", 1);
    if (Files.isRegularFile(place)) {
      return print.addFile("jar", place).digest();
    }
    List<Path> files;
    try (Stream<Path> found = Files.walk(place)) {
      files = found.filter(Files::isRegularFile).sorted().limit(MAX_FILES).toList();
    }
    for (Path file : files) {
      print.add("name", place.relativize(file).toString()).addFile("bytes", file);
    }
    return print.digest();
  }

  private static Path place(Class<?> member) throws IOException {
    try {
      URI place = member.getProtectionDomain().getCodeSource().getLocation().toURI();
      return Path.of(place);
    } catch (URISyntaxException e) {
      throw new IOException("Cannot find the code of " + member.getName() + ": " + e.getMessage());
    }
  }
}
