package io.holdfast.cli;

import io.holdfast.config.cloud.CloudConfig;
import io.holdfast.image.keys.KeyFolder;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.content.ContentFolder;
import io.holdfast.release.content.ContentRef;
import io.holdfast.release.content.ContentRefusedException;
import io.holdfast.release.json.Json;
import io.holdfast.release.manifest.ReleaseName;
import io.holdfast.release.repository.ContentPublication;
import io.holdfast.release.repository.RepositoryWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast config publish}. */
@Command(
    name = "publish",
    description = {
      "Signs the .yaml and .yml files of a folder as one version of the configuration of a release's"
          + " nodes, and publishes it in a repository folder.",
      "A node takes it with 'holdfast config apply', or in recovery from a medium. There it takes"
          + " the place of all files in /oem."
    },
    footer = {
      "",
      "Example:",
      "  holdfast config publish demo --version 3 --from conf/ --keys ~/keys --to repo"
    })
final class ConfigPublishCommand extends WorkstationCommand {
  @Parameters(paramLabel = "RELEASE", description = "Name of the release whose nodes it is for.")
  private ReleaseName release = new ReleaseName("release");

  @Option(
      names = "--keys",
      required = true,
      paramLabel = "FOLDER",
      description = "What 'holdfast keys new' made, and the nodes' releases were built with.")
  private Path keys = Path.of("");

  @Mixin private final PublishOptions options = new PublishOptions();
  @Mixin private final Passphrase passphrase = new Passphrase();

  @Override
  public Integer call() throws Exception {
    ContentFolder folder = ContentFolder.read(options.from, List.of(keys, options.repository));
    for (String path : folder.paths()) {
      if (path.indexOf('/') >= 0 || !(path.endsWith(".yaml") || path.endsWith(".yml"))) {
        throw new ContentRefusedException(
            options.from
                + " is not published as a configuration: '"
                + path
                + "' is no file of a name in .yaml or .yml. Take it out.");
      }
    }
    CloudConfig.load(List.of(options.from));
    KeyFolder opened = KeyFolder.open(keys.toAbsolutePath(), passphrase.read());
    try (RepositoryWriter writer = RepositoryWriter.open(options.repository)) {
      ContentRef published =
          new ContentPublication(
                  ChannelName.ofConfiguration(release.text()), options.version, opened.releaseKey())
              .publish(folder, writer);
      print(options.json ? json(published) : text(published));
    }
    return ExitCode.DONE;
  }

  private String text(ContentRef published) {
    return published
        + " ("
        + published.manifest().abbreviated()
        + ") is published in "
        + options.repository
        + System.lineSeparator();
  }

  private static String json(ContentRef published) {
    return Json.write(
        Json.object(
            "configuration", published.channel().name(),
            "version", published.version().text(),
            "manifest", published.manifest().toString()));
  }
}
