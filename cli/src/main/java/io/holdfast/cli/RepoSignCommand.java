package io.holdfast.cli;

import io.holdfast.host.DurableFile;
import io.holdfast.release.json.Json;
import io.holdfast.release.tuf.MetadataRefusedException;
import io.holdfast.release.tuf.signing.Draft;
import io.holdfast.release.tuf.signing.RoleKeys;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast repo sign}. */
@Command(
    name = "sign",
    description = {
      "Signs a change that was written to a file with --prepare, with every key that may.",
      "It shows all that is signed; without --keys it only shows it. It needs no repository and no"
          + " network."
    },
    footer = {
      "",
      "Examples:",
      "  holdfast repo sign change.json",
      "  holdfast repo sign change.json --keys /media/stick/root --passphrase"
    })
final class RepoSignCommand extends WorkstationCommand {
  @Parameters(paramLabel = "FILE", description = "What --prepare wrote; signatures are added.")
  private Path file = Path.of("");

  @Option(
      names = "--keys",
      paramLabel = "FOLDER",
      description = "Where keys of roles lie; may be repeated.")
  private List<Path> folders = new ArrayList<>();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Mixin private final Passphrase passphrase = new Passphrase();

  @Override
  public Integer call() throws Exception {
    Draft draft = read(file);
    if (!folders.isEmpty()) {
      RoleKeys keys = new RoleKeys(SigningOptions.absolute(folders), passphrase.read());
      Draft signed = draft.signedWith(keys);
      if (signatures(signed) == signatures(draft)) {
        throw new IOException(
            "No key in "
                + keys
                + " can add a signature to "
                + file
                + ". 'holdfast repo sign FILE' without --keys shows whose are wanted.");
      }
      DurableFile.replace(file.toAbsolutePath(), signed.toBytes());
      draft = signed;
    }
    if (json) {
      print(Json.write(DraftText.json(draft)));
      return ExitCode.DONE;
    }
    DraftText.lines(draft).forEach(this::printLine);
    printLine(
        DraftText.isSigned(draft)
            ? "Enough have signed. Next: holdfast repo accept REPO " + file + " --keys FOLDER"
            : "More must sign it.");
    return ExitCode.DONE;
  }

  /** What a file holds. */
  static Draft read(Path file) throws IOException, MetadataRefusedException {
    try (InputStream bytes = Files.newInputStream(file)) {
      return Draft.parse(bytes.readNBytes(Draft.MAX_BYTES + 1));
    }
  }

  private static int signatures(Draft draft) throws MetadataRefusedException {
    return draft.documents().stream()
        .flatMap(each -> each.needs().stream())
        .mapToInt(need -> need.signed().size())
        .sum();
  }
}
