package io.holdfast.cli;

import io.holdfast.release.json.Json;
import io.holdfast.release.trust.KeyFiles;
import io.holdfast.release.trust.ReleaseKey;
import io.holdfast.release.tuf.RoleKey;
import io.holdfast.release.tuf.signing.RoleKeys;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast keys role}. */
@Command(
    name = "role",
    description = {
      "Makes one more key (Ed25519) of a role of a repository, on a machine that may be offline:"
          + " ROLE.key, or ROLE-2.key and so on, and its .pub file.",
      "'repo rotate --add' and 'repo role add --add' take the .pub file."
    },
    footer = {"", "Example:", "  holdfast keys role root --to /media/stick --passphrase"})
final class KeysRoleCommand extends WorkstationCommand {
  @Parameters(paramLabel = "ROLE", description = "root, targets, releases, content.rules, ...")
  private String role = "";

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
    KeyFiles files = new RoleKeys(folder.toAbsolutePath(), passphrase.readNew()).add(role);
    String id = RoleKey.of(ReleaseKey.read(files.publicFile())).id();
    if (json) {
      print(
          Json.write(
              Json.object(
                  "key",
                  id,
                  "role",
                  role,
                  "private",
                  files.privateFile().toString(),
                  "public",
                  files.publicFile().toString())));
    } else {
      printLine(
          "Key " + id.substring(0, DraftText.ID_DIGITS) + " of role " + role + " in " + folder);
      printLine("Give " + files.publicFile() + " to whoever rotates the role's keys.");
    }
    return ExitCode.DONE;
  }
}
