package io.holdfast.cli;

import io.holdfast.image.keys.KeyFolder;
import io.holdfast.release.json.Json;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code holdfast keys}. */
@Command(
    name = "keys",
    description = "Makes the keys that releases, content and metadata are signed with.",
    subcommands = {
      KeysCommand.NewCommand.class,
      KeysContentCommand.class,
      KeysRoleCommand.class,
      KeysSecureBootCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  holdfast keys new --to ~/holdfast-keys",
      "  holdfast keys content rules --to ~/holdfast-keys",
      "  holdfast keys secure-boot --keys ~/holdfast-keys --to enrol"
    })
final class KeysCommand {
  @Mixin final HelpOption help = new HelpOption();

  /** {@code holdfast keys new}. */
  @Command(
      name = "new",
      description = "Makes a release key (Ed25519) and a Secure Boot key with its certificate.",
      footer = {
        "",
        "Examples:",
        "  holdfast keys new --to ~/holdfast-keys",
        "  holdfast keys new --to ~/holdfast-keys --passphrase"
      })
  static final class NewCommand extends WorkstationCommand {
    @Option(
        names = "--to",
        required = true,
        paramLabel = "FOLDER",
        description = "A folder that is not there yet, outside any repository.")
    private Path folder = Path.of("");

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Mixin private final Passphrase passphrase = new Passphrase();

    @Override
    public Integer call() throws Exception {
      KeyFolder keys = KeyFolder.create(folder.toAbsolutePath(), passphrase.readNew());
      String id = keys.releaseKey().publicKey().id().toString();
      if (json) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("key", id);
        fields.put("folder", keys.folder().toString());
        fields.put("public", keys.releasePublicFile().toString());
        print(Json.write(fields));
      } else {
        printLine("Release key " + id + " in " + folder);
        printLine("Give " + keys.releasePublicFile() + " to whoever installs nodes.");
      }
      return ExitCode.DONE;
    }
  }
}
