package io.holdfast.lab.drill.prepare;

import io.holdfast.image.extension.ExtensionFolder;
import io.holdfast.image.extension.ExtensionPublication;
import io.holdfast.image.extension.ExtensionRefusedException;
import io.holdfast.image.keys.KeyFolder;
import io.holdfast.lab.drill.act.July2024;
import io.holdfast.release.Version;
import io.holdfast.release.repository.RepositoryWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The drill's extension: a program that says its version, and in the last version one more, in the
 * place of what a required unit starts.
 *
 * @param workshop what it is made with
 * @param keys that the releases are signed with
 */
record DrillExtensions(Workshop workshop, KeyFolder keys) {
  /** The drill's releases are made from it. */
  private static final String FITS = "ID=debian\nVERSION_ID=13\n";

  /** All that decides its bytes, besides tools and keys. */
  static String texts() {
    StringBuilder texts = new StringBuilder(FITS);
    July2024.extensions().forEach(version -> texts.append(program(version)));
    return texts.append(broken()).toString();
  }

  void publish(Path work, RepositoryWriter writer)
      throws IOException, InterruptedException, ExtensionRefusedException {
    for (Version version : July2024.extensions()) {
      Path folder = Files.createDirectory(work.resolve(July2024.EXTENSION + "-" + version));
      write(folder.resolve("usr/lib/" + July2024.EXTENSION + "/version"), program(version));
      if (version.equals(July2024.extensions().getLast())) {
        write(folder.resolve("usr/lib/demo/till"), broken());
      }
      new ExtensionPublication(version, keys, workshop.tools(), workshop.cache())
          .publish(ExtensionFolder.read(folder, July2024.EXTENSION, FITS), writer);
    }
  }

  private static String program(Version version) {
    return "#!/bin/sh\necho " + version + "\n";
  }

  private static String broken() {
    return "#!/bin/sh\necho 'no till without loyalty'\nexit 1\n";
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
