package io.holdfast.image.recipe;

import io.holdfast.config.cloud.PersistentFolder;
import io.holdfast.config.content.ContentChannels;
import io.holdfast.config.health.HealthCheck;
import io.holdfast.config.health.HealthChecks;
import io.holdfast.config.yaml.ConfigException;
import io.holdfast.config.yaml.YamlDocument;
import io.holdfast.config.yaml.YamlMapping;
import io.holdfast.config.yaml.YamlSequence;
import io.holdfast.release.Version;
import io.holdfast.release.manifest.ReleaseName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Reads a recipe's YAML. Paths in it are relative to its own folder. Stateless. */
public final class RecipeReader {
  private static final int MAX_BYTES = 1 << 20;
  private static final int MAX_FILE_BYTES = 256 << 20;
  private static final int DEFAULT_MODE = 0644;
  private static final ReleaseName NO_NAME = new ReleaseName("none");
  private static final Version NO_VERSION = new Version("0");

  private final Path folder;

  private RecipeReader(Path folder) {
    this.folder = folder;
  }

  /**
   * Reads a recipe.
   *
   * @throws ConfigException with every problem found, each with its line
   * @throws IOException if the file itself cannot be read
   */
  public static Recipe read(Path file) throws IOException, ConfigException {
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException(file + " is larger than " + MAX_BYTES + " bytes; it is no recipe.");
    }
    Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("/"));
    RecipeReader reader = new RecipeReader(folder);
    return YamlDocument.read(file.toString(), Files.readString(file), reader::recipe);
  }

  private Recipe recipe(YamlMapping root) {
    root.allowOnly(
        "name",
        "version",
        "base",
        "kernel",
        "packages",
        "package_files",
        "files",
        "units",
        "enable",
        "mask",
        "health",
        "content",
        "trial",
        "persistent");
    Base base = root.read(mapping -> base(mapping.mapping("base"))).orElse(new Base.Debian(""));
    Optional<YamlMapping> kernel = root.optionalMapping("kernel");
    kernel.ifPresent(mapping -> mapping.allowOnly("package", "arguments"));
    List<String> packages = checked(root, "packages", RecipeReader::isPackage, "a package's name");
    if (!(base instanceof Base.Debian)) {
      if (!packages.isEmpty()) {
        root.problemWith("packages", "only a debian base can have packages added");
      }
      kernel
          .filter(mapping -> mapping.has("package"))
          .ifPresent(
              mapping ->
                  mapping.problemWith("package", "only a debian base has its kernel chosen"));
    }
    return new Recipe(
        root.demandParsed("name", ReleaseName::new).orElse(NO_NAME),
        root.demandParsed("version", Version::new).orElse(NO_VERSION),
        base,
        kernel
            .map(mapping -> mapping.text("package", Recipe.DEFAULT_KERNEL))
            .orElse(Recipe.DEFAULT_KERNEL),
        kernel.map(mapping -> mapping.optionalTexts("arguments")).orElse(List.of()),
        packages,
        packageFiles(root),
        root.optionalSequence("files").map(list -> list.read(this::file)).orElse(List.of()),
        root.optionalSequence("units").map(list -> list.read(this::unit)).orElse(List.of()),
        checked(root, "enable", RecipeReader::isUnit, "a unit's name with its ending"),
        checked(root, "mask", RecipeReader::isUnit, "a unit's name with its ending"),
        health(root),
        root.optionalSequence("content").map(ContentChannels::read).orElse(List.of()),
        root.optionalMapping("trial")
            .flatMap(map -> map.read(RecipeReader::trial))
            .orElse(Recipe.TrialSettings.DEFAULT),
        root.optionalSequence("persistent")
            .map(list -> list.parsedTexts(text -> new PersistentFolder(text.value()).value()))
            .orElse(List.of()));
  }

  private List<Path> packageFiles(YamlMapping root) {
    List<Path> files = new ArrayList<>();
    for (String text : root.optionalTexts("package_files")) {
      Path file = folder.resolve(text).normalize();
      if (!text.endsWith(".deb") || !Files.isRegularFile(file) || !Files.isReadable(file)) {
        root.problemWith("package_files", file + " is no .deb file that can be read");
      }
      files.add(file);
    }
    return files;
  }

  private Base base(YamlMapping base) {
    base.allowOnly("debian", "folder", "tar", "oci");
    if (base.keys().size() != 1) {
      throw new IllegalArgumentException(
          "'base' needs exactly one of debian (a suite), folder, tar or oci (a path)");
    }
    return switch (base.keys().iterator().next()) {
      case "debian" -> new Base.Debian(base.text("debian"));
      case "folder" -> new Base.Folder(existing(base, "folder", Files::isDirectory));
      case "tar" -> new Base.Tar(existing(base, "tar", Files::isRegularFile));
      case "oci" -> new Base.OciLayout(existing(base, "oci", Files::isDirectory));
      default -> new Base.Debian("");
    };
  }

  private Recipe.ImageFile file(YamlMapping file) {
    file.allowOnly("path", "content", "source", "mode");
    String path = file.text("path");
    if (!isAbsolute(path)) {
      file.problemWith("path", "it must be an absolute path without '..'");
    }
    if (file.has("content") == file.has("source")) {
      throw new IllegalArgumentException("a file needs either content or source");
    }
    byte[] content =
        file.has("content")
            ? file.text("content").getBytes(StandardCharsets.UTF_8)
            : bytes(file, existing(file, "source", Files::isRegularFile));
    return new Recipe.ImageFile(path, content, file.mode("mode", DEFAULT_MODE));
  }

  private Recipe.Unit unit(YamlMapping unit) {
    unit.allowOnly("name", "content", "enabled");
    String name = unit.text("name");
    if (!isUnit(name)) {
      unit.problemWith("name", "it must be a unit's name with its ending, such as web.service");
    }
    return new Recipe.Unit(name, unit.text("content"), unit.flag("enabled", true));
  }

  private static Recipe.TrialSettings trial(YamlMapping trial) {
    trial.allowOnly("bake", "tries");
    Recipe.TrialSettings usual = Recipe.TrialSettings.DEFAULT;
    return new Recipe.TrialSettings(
        trial.duration("bake", usual.bake()),
        (int) trial.number("tries", 1, Recipe.TrialSettings.MOST_TRIES, usual.tries()));
  }

  private static List<HealthCheck> health(YamlMapping root) {
    Optional<YamlSequence> list = root.optionalSequence("health");
    return list.map(HealthChecks::read).orElse(List.of());
  }

  private static List<String> checked(
      YamlMapping root, String key, Predicate<String> fits, String what) {
    List<String> texts = root.optionalTexts(key);
    for (String text : texts) {
      if (!fits.test(text)) {
        root.problemWith(key, "'" + text + "' is not " + what);
      }
    }
    return texts;
  }

  private Path existing(YamlMapping mapping, String key, Predicate<Path> fits) {
    Path path = folder.resolve(mapping.text(key)).normalize();
    if (!fits.test(path) || !Files.isReadable(path)) {
      mapping.problemWith(key, path + " is not there or cannot be read");
    }
    return path;
  }

  private static byte[] bytes(YamlMapping file, Path source) {
    try {
      if (Files.isRegularFile(source) && Files.size(source) <= MAX_FILE_BYTES) {
        return Files.readAllBytes(source);
      }
      file.problemWith("source", source + " is larger than " + MAX_FILE_BYTES + " bytes");
    } catch (IOException e) {
      file.problemWith("source", source + " cannot be read: " + e.getMessage());
    }
    return new byte[0];
  }

  private static boolean isAbsolute(String path) {
    return path.startsWith("/") && path.length() > 1 && !("/" + path + "/").contains("/../");
  }

  private static boolean isPackage(String name) {
    return consistsOf(name, "+-.:") && !name.startsWith("-");
  }

  private static boolean isUnit(String name) {
    return consistsOf(name, ":-_.@\\") && name.indexOf('.') > 0;
  }

  private static boolean consistsOf(String text, String others) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isLetterOrDigit(c) && others.indexOf(c) < 0) {
        return false;
      }
    }
    return !text.isEmpty();
  }
}
