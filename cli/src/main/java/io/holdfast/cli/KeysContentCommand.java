package io.holdfast.cli;

import io.holdfast.release.content.ChannelName;
import io.holdfast.release.content.ContentKeys;
import io.holdfast.release.json.Json;
import io.holdfast.release.trust.KeyFiles;
import io.holdfast.release.trust.ReleaseKey;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast keys content}. */
@Command(
    name = "content",
    description = {
      "Makes a key (Ed25519) that signs the content of one channel and no releases:"
          + " content-CHANNEL.key, for its owner alone, and content-CHANNEL.pub, for nodes."
    },
    footer = {
      "",
      "Examples:",
      "  holdfast keys content rules --to ~/keys",
      "  holdfast keys content rules --to ~/keys --passphrase"
    })
final class KeysContentCommand extends WorkstationCommand {
  @Parameters(paramLabel = "CHANNEL", description = "The channel's name.")
  private ChannelName channel = new ChannelName("channel");

  @Option(
      names = "--to",
      required = true,
      paramLabel = "FOLDER",
      description = "A folder outside any repository; made if it is not there.")
  private Path folder = Path.of("");

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Mixin private final Passphrase passphrase = new Passphrase();

  @Override
  public Integer call() throws Exception {
    KeyFiles files = ContentKeys.files(folder.toAbsolutePath(), channel);
    ReleaseKey made = files.create(passphrase.readNew());
    if (json) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("key", made.id().toString());
      fields.put("channel", channel.text());
      fields.put("private", files.privateFile().toString());
      fields.put("public", files.publicFile().toString());
      print(Json.write(fields));
    } else {
      printLine("Content key " + made.id() + " for channel " + channel + " in " + folder);
      printLine("Give " + files.publicFile() + " to whoever installs nodes.");
    }
    return ExitCode.DONE;
  }
}
