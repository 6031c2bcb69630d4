package io.holdfast.cli;

import io.holdfast.host.Progress;
import io.holdfast.image.inspect.Inspection;
import io.holdfast.image.inspect.Inspector;
import io.holdfast.image.keys.SecureBootKey;
import io.holdfast.release.trust.ReleaseKey;
import io.holdfast.release.trust.TrustedKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast inspect}. */
@Command(
    name = "inspect",
    description = {
      "Says what something is, who signed it, what is in it, and whether it is whole: a repository,"
          + " a file of its metadata, a release's manifest, an inventory, a node's statement, a kernel"
          + " image or loader, a disk or its image, a root image.",
      "Nothing is changed, and no privileges are needed but to read it. Exit code 1 if it is not"
          + " whole."
    },
    footer = {
      "",
      "Examples:",
      "  holdfast inspect repo --trust release.pub",
      "  holdfast inspect repo/releases/edge-1.0.0.json",
      "  holdfast inspect repo/metadata/timestamp.json",
      "  holdfast inspect edge-1.json --trust nodes/edge-1.pub",
      "  holdfast inspect node.img --certificate ~/holdfast-keys/secure-boot.crt",
      "  holdfast inspect BOOTX64.EFI --json"
    })
final class InspectCommand extends WorkstationCommand {
  @Parameters(paramLabel = "THING", description = "A file, a folder, or a block device.")
  private Path thing = Path.of("");

  @Option(
      names = "--trust",
      paramLabel = "FILE",
      description = "Public key that must have signed releases or a statement; may be repeated.")
  private List<Path> trust = new ArrayList<>();

  @Option(
      names = "--certificate",
      paramLabel = "FILE",
      description = "Secure Boot certificate that must have signed EFI programs.")
  private @Nullable Path certificate;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    Progress progress = Workplace.lines(err());
    Path file = certificate;
    X509Certificate wanted = file == null ? null : SecureBootKey.readCertificate(file);
    Inspection found =
        new Inspector(
                () -> Workplace.tools(progress),
                Workplace.cache().folder(),
                trusted(),
                wanted,
                progress)
            .inspect(thing);
    print(json ? found.toJson() : found.text());
    return found.isWhole() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private @Nullable TrustedKeys trusted() throws IOException {
    if (trust.isEmpty()) {
      return null;
    }
    List<ReleaseKey> keys = new ArrayList<>();
    for (Path one : trust) {
      keys.add(ReleaseKey.read(one));
    }
    return new TrustedKeys(keys);
  }
}
