package io.holdfast.cli;

import io.holdfast.config.cloud.CloudConfig;
import io.holdfast.host.Progress;
import io.holdfast.image.build.SecureBootSigner;
import io.holdfast.image.keys.KeyFolder;
import io.holdfast.image.medium.MediumBuilder;
import io.holdfast.image.medium.MediumRequest;
import io.holdfast.release.Version;
import io.holdfast.release.manifest.ReleaseName;
import io.holdfast.release.manifest.ReleaseRef;
import io.holdfast.release.repository.Repository;
import io.holdfast.release.trust.ReleaseKey;
import io.holdfast.release.trust.TrustedKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code holdfast iso}. */
@Command(
    name = "iso",
    description = {
      "Makes a medium, for discs and USB sticks, that boots and installs a release by itself.",
      "It installs on the one empty internal disk that is large enough, or on the one that the"
          + " configuration names (install.device). Then it switches the machine off, or restarts"
          + " it (install.reboot)."
    },
    footer = {
      "",
      "Examples:",
      "  holdfast iso --from repo --trust ~/holdfast-keys/release.pub \\",
      "      --config node.yaml --to node.iso",
      "  holdfast iso --from https://example.org/repo --version 1.2.0 \\",
      "      --trust release.pub --config node.yaml --keys ~/keys --to node.iso"
    })
final class IsoCommand extends WorkstationCommand {
  @Option(names = "--from", required = true, paramLabel = "REPO", description = "The repository.")
  private String from = "";

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "The node's cloud-config.")
  private Path config = Path.of("");

  @Option(
      names = "--trust",
      required = true,
      paramLabel = "FILE",
      description = "Public key that must have signed the release; may be repeated.")
  private List<Path> trust = new ArrayList<>();

  @Option(
      names = "--to",
      required = true,
      paramLabel = "FILE",
      description = "The medium. Nobody else may read it, for a configuration may hold secrets.")
  private Path target = Path.of("");

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Name of the release, if the repository has several.")
  private @Nullable ReleaseName name;

  @Option(
      names = "--version",
      paramLabel = "VERSION",
      description = "Version of the release; the newest if left out.")
  private @Nullable Version version;

  @Option(
      names = "--keys",
      paramLabel = "FOLDER",
      description = "What 'holdfast keys new' made: sign the medium for Secure Boot.")
  private @Nullable Path keys;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Option(names = "--erase", description = "A file that is there may be lost.")
  private boolean erase;

  @Mixin private final Passphrase passphrase = new Passphrase();

  @Override
  public Integer call() throws Exception {
    String text = Files.readString(config);
    CloudConfig node = CloudConfig.parse(config.toString(), text);
    List<ReleaseKey> trusted = new ArrayList<>();
    for (Path file : trust) {
      trusted.add(ReleaseKey.read(file));
    }
    MediumRequest request =
        new MediumRequest(
            Repository.at(from),
            name,
            version,
            new TrustedKeys(trusted),
            text.getBytes(StandardCharsets.UTF_8),
            node.install(),
            Workplace.commandJars(),
            signer(),
            target,
            erase);
    Progress progress = Workplace.lines(err());
    ReleaseRef release =
        new MediumBuilder(Workplace.tools(progress), Workplace.cache(), progress).build(request);
    print(ReleaseText.of(release, "is on the medium " + target, json));
    return ExitCode.DONE;
  }

  private @Nullable SecureBootSigner signer() throws IOException {
    if (keys == null) {
      return null;
    }
    KeyFolder folder = KeyFolder.open(keys.toAbsolutePath(), passphrase.read());
    return new SecureBootSigner(folder.secureBoot().key(), folder.secureBoot().certificate());
  }
}
