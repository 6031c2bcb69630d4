package io.holdfast.image.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Does what {@code systemctl enable} does, in an image: links by a unit's [Install] section
 * (systemd.unit(5)). Stateless.
 */
final class UnitInstall {
  private static final String UNITS = "usr/lib/systemd/system";
  private static final String ADMIN_UNITS = "etc/systemd/system";

  private UnitInstall() {}

  /** Starts a unit of the base at boot. */
  static void enable(Additions additions, BaseTree base, String name) throws IOException {
    Path file = base.tree().resolve(UNITS).resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new UnfitBaseException(
          "The unit "
              + name
              + " is to be enabled, but the base has no /"
              + UNITS
              + "/"
              + name
              + ". Check the name, or add the package that holds it.");
    }
    enable(additions, name, Files.readString(file));
  }

  /** Starts a unit at boot whose file is put in beside. */
  static void enable(Additions additions, String name, String content) throws IOException {
    int links = 0;
    for (String line : content.split("\n")) {
      for (String target : values(line, "WantedBy")) {
        additions.link(ADMIN_UNITS + "/" + target + ".wants/" + name, "/" + UNITS + "/" + name);
        links++;
      }
      for (String target : values(line, "RequiredBy")) {
        additions.link(ADMIN_UNITS + "/" + target + ".requires/" + name, "/" + UNITS + "/" + name);
        links++;
      }
      for (String alias : values(line, "Alias")) {
        additions.link(ADMIN_UNITS + "/" + alias, "/" + UNITS + "/" + name);
        links++;
      }
    }
    if (links == 0) {
      throw new UnfitBaseException(
          "The unit "
              + name
              + " is to be enabled, but its [Install] section names no target."
              + " Add WantedBy=multi-user.target, or do not enable it.");
    }
  }

  /** Lets nothing ever start a unit. */
  static void mask(Additions additions, String name) throws IOException {
    additions.link(ADMIN_UNITS + "/" + name, "/dev/null");
  }

  private static List<String> values(String line, String key) {
    if (!line.startsWith(key + "=")) {
      return List.of();
    }
    List<String> values = new ArrayList<>();
    for (String word : line.substring(key.length() + 1).strip().split("\\s+")) {
      if (!word.isEmpty()) {
        values.add(word);
      }
    }
    return values;
  }
}
