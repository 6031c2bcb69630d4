package io.holdfast.cli;

import io.holdfast.host.Progress;
import io.holdfast.image.extension.ExtensionFolder;
import io.holdfast.image.extension.ExtensionPublication;
import io.holdfast.image.keys.KeyFolder;
import io.holdfast.release.content.ContentRef;
import io.holdfast.release.json.Json;
import io.holdfast.release.repository.RepositoryWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code holdfast extension publish}. */
@Command(
    name = "publish",
    description = {
      "Makes a signed image of a folder's usr and opt, and publishes it as one version of an"
          + " extension in a repository folder.",
      "Which system it fits is said by the options, or by the folder's own"
          + " usr/lib/extension-release.d/extension-release.NAME. Nodes refuse it elsewhere."
    },
    footer = {
      "",
      "Examples:",
      "  holdfast extension publish debug-tools --version 1 --from tools/ \\",
      "    --id debian --version-id 13 --keys ~/keys --to repo",
      "  holdfast extension publish driver --version 2.1 --from driver/ --keys ~/keys \\",
      "    --passphrase --to repo --json"
    })
final class ExtensionPublishCommand extends WorkstationCommand {
  @Parameters(paramLabel = "NAME", description = "The extension's name.")
  private String name = "";

  @Option(
      names = "--keys",
      required = true,
      paramLabel = "FOLDER",
      description = "What 'holdfast keys new' made, and the nodes' releases were built with.")
  private Path keys = Path.of("");

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "The ID in the nodes' /usr/lib/os-release; _any for every system.")
  private @Nullable String id;

  @Option(
      names = "--version-id",
      paramLabel = "VERSION_ID",
      description = "The VERSION_ID there, if it is for that alone.")
  private @Nullable String versionId;

  @Option(
      names = "--sysext-level",
      paramLabel = "SYSEXT_LEVEL",
      description = "The SYSEXT_LEVEL there, which counts before the version.")
  private @Nullable String level;

  @Mixin private final PublishOptions options = new PublishOptions();
  @Mixin private final Passphrase passphrase = new Passphrase();

  @Override
  public Integer call() throws Exception {
    ExtensionFolder folder = ExtensionFolder.read(options.from, name, fits());
    KeyFolder opened = KeyFolder.open(keys.toAbsolutePath(), passphrase.read());
    Progress progress = Workplace.lines(err());
    try (RepositoryWriter writer = RepositoryWriter.open(options.repository)) {
      ContentRef extension =
          new ExtensionPublication(
                  options.version, opened, Workplace.tools(progress), Workplace.cache())
              .publish(folder, writer);
      print(options.json ? json(extension) : text(extension));
    }
    return ExitCode.DONE;
  }

  private @Nullable String fits() {
    if (id == null && (versionId != null || level != null)) {
      throw new ParameterException(
          spec().commandLine(), "--version-id and --sysext-level say nothing without --id");
    }
    return id == null
        ? null
        : "ID="
            + id
            + "\n"
            + (versionId == null ? "" : "VERSION_ID=" + versionId + "\n")
            + (level == null ? "" : "SYSEXT_LEVEL=" + level + "\n");
  }

  private String text(ContentRef extension) {
    return extension
        + " ("
        + extension.manifest().abbreviated()
        + ") is published in "
        + options.repository
        + System.lineSeparator();
  }

  private static String json(ContentRef extension) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("extension", extension.channel().name());
    fields.put("version", extension.version().text());
    fields.put("manifest", extension.manifest().toString());
    return Json.write(fields);
  }
}
