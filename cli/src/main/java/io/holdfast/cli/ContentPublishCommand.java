package io.holdfast.cli;

import io.holdfast.image.tools.Debootstrap;
import io.holdfast.inventory.Inventory;
import io.holdfast.inventory.collect.RootReader;
import io.holdfast.inventory.document.CycloneDxWriter;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.content.ContentFolder;
import io.holdfast.release.content.ContentRef;
import io.holdfast.release.json.Json;
import io.holdfast.release.repository.ContentPublication;
import io.holdfast.release.repository.RepositoryWriter;
import io.holdfast.release.trust.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast content publish}. */
@Command(
    name = "publish",
    description = {
      "Signs all files of a folder as one version of a channel's content, and publishes it in a"
          + " repository folder.",
      "Content is plain files: a link, a device, a pipe or a set-uid file in the folder is refused."
          + " Other permissions and folders without a file are left out."
    },
    footer = {
      "",
      "Examples:",
      "  holdfast content publish rules --version 8 --from rules/ \\",
      "    --key ~/keys/content-rules.key --to repo",
      "  holdfast content publish models --version 2026.7.19 --from out/ \\",
      "    --key models.key --passphrase --to repo --json"
    })
final class ContentPublishCommand extends WorkstationCommand {
  @Parameters(paramLabel = "CHANNEL", description = "The channel's name.")
  private ChannelName channel = new ChannelName("channel");

  @Option(
      names = "--key",
      required = true,
      paramLabel = "FILE",
      description = "The private key, as 'holdfast keys content' made it.")
  private Path key = Path.of("");

  @Mixin private final PublishOptions options = new PublishOptions();
  @Mixin private final Passphrase passphrase = new Passphrase();

  @Override
  public Integer call() throws Exception {
    ContentFolder folder = ContentFolder.read(options.from, List.of(key, options.repository));
    SigningKey signing = SigningKey.read(key, passphrase.read());
    try (RepositoryWriter writer = RepositoryWriter.open(options.repository)) {
      ContentRef content =
          new ContentPublication(channel, options.version, signing)
              .publish(folder, inventory(folder), writer);
      print(options.json ? json(content, folder) : text(content, folder));
    }
    return ExitCode.DONE;
  }

  private byte[] inventory(ContentFolder folder) throws IOException {
    Inventory.Subject subject =
        new Inventory.Subject(
            Inventory.Subject.Kind.CONTENT,
            channel.text(),
            options.version.text(),
            Debootstrap.SOURCE_DATE_EPOCH);
    Inventory inventory = RootReader.ofTree(folder.folder()).inventory(subject);
    return CycloneDxWriter.text(inventory).getBytes(StandardCharsets.UTF_8);
  }

  private String text(ContentRef content, ContentFolder folder) {
    int files = folder.paths().size();
    return content
        + " ("
        + content.manifest().abbreviated()
        + ") is published in "
        + options.repository
        + ": "
        + (files == 1 ? "1 file" : files + " files")
        + System.lineSeparator();
  }

  private static String json(ContentRef content, ContentFolder folder) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("channel", content.channel().text());
    fields.put("version", content.version().text());
    fields.put("manifest", content.manifest().toString());
    fields.put("files", folder.paths().size());
    return Json.write(fields);
  }
}
