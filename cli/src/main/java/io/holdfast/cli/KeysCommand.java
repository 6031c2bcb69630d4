package io.holdfast.cli;

import io.holdfast.image.keys.KeyFolder;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code holdfast keys}. */
@Command(
    name = "keys",
    description = "Makes the keys that releases are signed with.",
    subcommands = KeysCommand.NewCommand.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Example:", "  holdfast keys new --to ~/holdfast-keys"})
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

    @Mixin private final Passphrase passphrase = new Passphrase();

    @Override
    public Integer call() throws Exception {
      KeyFolder keys = KeyFolder.create(folder.toAbsolutePath(), passphrase.readNew());
      printLine("Release key " + keys.releaseKey().publicKey().id() + " in " + folder);
      printLine("Give " + keys.releasePublicFile() + " to whoever installs nodes.");
      return ExitCode.DONE;
    }
  }
}
