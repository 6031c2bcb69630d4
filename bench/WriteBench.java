import io.holdfast.node.upgrade.SlotImage;
import io.holdfast.release.Version;
import io.holdfast.release.manifest.Manifest;
import io.holdfast.release.manifest.Part;
import io.holdfast.release.manifest.ReleaseName;
import io.holdfast.release.repository.Repository;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The way of a root image from a repository into a slot and back. */
final class WriteBench {
  private WriteBench() {}

  static void run(Bench.Place place, int times) throws Exception {
    Path folder = place.work().resolve("write-repository");
    Path recipe = place.recipe("write", "1.0.0", "");
    if (!Files.exists(folder)) {
      place.holdfast(
          List.of(
              "build", recipe.toString(), "--to", folder.toString(), "--keys",
              place.keys().toString()));
    }
    Repository repository = Repository.at(folder.toString());
    Manifest manifest =
        Manifest.parse(
            repository.manifest(new ReleaseName("write"), new Version("1.0.0")).manifest());
    Part root = manifest.part(Part.Kind.ROOT);
    Path source = file(folder, root.size());
    Path slot = place.work().resolve("slot");
    List<Double> ours = new ArrayList<>();
    List<Double> theirs = new ArrayList<>();
    // The first turn is for the compiler and for the disk's cache.
    for (int i = 0; i <= times; i++) {
      double own = upgrade(repository, root, slot);
      double dd = dd(source, slot);
      if (i > 0) {
        ours.add(root.size() / own / 1e6);
        theirs.add(root.size() / dd / 1e6);
      }
    }
    Files.deleteIfExists(slot);
    Bench.tell("write path", ours, "dd and one read back", theirs, "MB/s", "at least 0.6");
  }

  private static double upgrade(Repository repository, Part root, Path slot) throws Exception {
    Files.deleteIfExists(slot);
    Files.createFile(slot);
    SlotImage image = new SlotImage(slot, root.size());
    long start = System.nanoTime();
    try (InputStream bytes = repository.open(root, 0)) {
      image.write(root, bytes, done -> {});
    }
    image.verify(root, done -> {});
    return Bench.seconds(start);
  }

  private static double dd(Path source, Path slot) throws Exception {
    Files.deleteIfExists(slot);
    Files.createFile(slot);
    long start = System.nanoTime();
    run("dd", "if=" + source, "of=" + slot, "bs=1M", "conv=fsync,notrunc", "status=none");
    run("dd", "if=" + slot, "of=/dev/null", "bs=1M", "status=none");
    return Bench.seconds(start);
  }

  private static void run(String... command) throws IOException, InterruptedException {
    if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
      throw new IOException(String.join(" ", command) + " failed");
    }
  }

  /** The part's own file, by its size. */
  private static Path file(Path folder, long size) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (Files.isRegularFile(file) && Files.size(file) == size) {
          return file;
        }
      }
    }
    throw new IOException("no file of " + size + " bytes in " + folder);
  }
}
