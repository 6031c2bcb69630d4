package io.holdfast.cli;

import io.holdfast.image.keys.KeyFolder;
import io.holdfast.image.keys.SecureBootEnrolment;
import io.holdfast.release.json.Json;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code holdfast keys secure-boot}. */
@Command(
    name = "secure-boot",
    description = {
      "Makes what firmware in setup mode takes to enforce Secure Boot with your key alone: PK.auth,"
          + " KEK.auth and db.auth. Nothing in them is secret.",
      "Firmware that needs drivers on its cards signed by others (some graphics and storage cards)"
          + " does not load those any more: try one machine of each kind first."
    },
    footer = {
      "",
      "Examples:",
      "  holdfast keys secure-boot --keys ~/holdfast-keys --to enrol",
      "  holdfast install --disk node.img --size 8G --from repo --trust release.pub \\",
      "      --config node.yaml --secure-boot enrol"
    })
final class KeysSecureBootCommand extends WorkstationCommand {
  @Option(
      names = "--keys",
      required = true,
      paramLabel = "FOLDER",
      description = "The keys, made by 'holdfast keys new'.")
  private Path keys = Path.of("");

  @Option(
      names = "--to",
      required = true,
      paramLabel = "FOLDER",
      description = "Where the three files are written; made if it is not there.")
  private Path folder = Path.of("");

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Mixin private final Passphrase passphrase = new Passphrase();

  @Override
  public Integer call() throws Exception {
    KeyFolder opened = KeyFolder.open(keys, passphrase.read());
    SecureBootEnrolment.of(opened.secureBoot()).write(folder);
    if (json) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("certificate", opened.secureBoot().toString());
      fields.put("folder", folder.toString());
      fields.put(
          "files",
          Arrays.stream(SecureBootEnrolment.Variable.values())
              .map(SecureBootEnrolment.Variable::fileName)
              .toList());
      print(Json.write(fields));
    } else {
      printLine("The Secure Boot keys of " + opened.secureBoot() + " are in " + folder);
      printLine("Give the folder to 'holdfast install --secure-boot'.");
    }
    return ExitCode.DONE;
  }
}
