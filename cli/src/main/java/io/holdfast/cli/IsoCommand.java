package io.holdfast.cli;

import io.holdfast.config.cloud.CloudConfig;
import io.holdfast.config.template.Delimiters;
import io.holdfast.config.template.TemplateException;
import io.holdfast.config.yaml.ConfigException;
import io.holdfast.host.Progress;
import io.holdfast.image.build.SecureBootSigner;
import io.holdfast.image.keys.KeyFolder;
import io.holdfast.image.medium.MediumBuilder;
import io.holdfast.image.medium.MediumRequest;
import io.holdfast.image.medium.NodeSetup;
import io.holdfast.release.manifest.ReleaseRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code holdfast iso}. */
@Command(
    name = "iso",
    description = {
      "Makes a medium, for discs and USB sticks, that boots and installs a release by itself.",
      "With a configuration it installs without being asked, on the one empty internal disk that is"
          + " large enough, or on the one that the configuration names (install.device). Then it"
          + " switches the machine off, or restarts it (install.reboot).",
      "Without one it asks at the machine, on the screen and the serial line, what 'holdfast config"
          + " new' asks, and installs when somebody says so.",
      "Templates in three square brackets are filled now, with what --values and --set say; those in"
          + " braces are filled by the node."
    },
    footer = {
      "",
      "Examples:",
      "  holdfast iso --from repo --trust ~/holdfast-keys/release.pub \\",
      "      --config node.yaml --to node.iso",
      "  holdfast iso --from repo --trust release.pub --config site.yaml \\",
      "      --set site=berlin --to berlin.iso",
      "  holdfast iso --from repo --trust release.pub --to asking.iso",
      "  holdfast iso --from https://example.org/repo --version 1.2.0 \\",
      "      --trust release.pub --config node.yaml --keys ~/keys --to node.iso"
    })
final class IsoCommand extends WorkstationCommand {
  @Mixin private final ReleaseOptions release = new ReleaseOptions();

  @Option(
      names = "--to",
      required = true,
      paramLabel = "FILE",
      description = "The medium. Nobody else may read it, for a configuration may hold secrets.")
  private Path target = Path.of("");

  @Option(
      names = "--keys",
      paramLabel = "FOLDER",
      description = "What 'holdfast keys new' made: sign the medium for Secure Boot.")
  private @Nullable Path keys;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Option(names = "--erase", description = "A file that is there may be lost.")
  private boolean erase;

  @Mixin private final TemplateOptions templates = new TemplateOptions();

  @Mixin private final Passphrase passphrase = new Passphrase();

  @Override
  public Integer call() throws Exception {
    MediumRequest request =
        new MediumRequest(
            release.repository(),
            release.name(),
            release.version(),
            release.trusted(),
            setup(),
            Workplace.commandJars(),
            signer(),
            target,
            erase);
    Progress progress = Workplace.lines(err());
    ReleaseRef written =
        new MediumBuilder(Workplace.tools(progress), Workplace.cache(), progress).build(request);
    print(ReleaseText.of(written, "is on the medium " + target, json));
    return ExitCode.DONE;
  }

  private NodeSetup setup() throws IOException, ConfigException, TemplateException {
    if (!release.hasConfig()) {
      if (templates.areGiven()) {
        throw new ParameterException(
            spec().commandLine(),
            "--values, --set and --seed fill a configuration's templates; add --config");
      }
      return new NodeSetup.Asked();
    }
    // What is in braces stays: only the node knows what it says of itself.
    Path file = release.configFile();
    String text = templates.fill(file, Delimiters.BRACKETS, "");
    CloudConfig node = CloudConfig.parse(file.toString(), text);
    return new NodeSetup.Carried(text.getBytes(StandardCharsets.UTF_8), node.install());
  }

  private @Nullable SecureBootSigner signer() throws IOException {
    if (keys == null) {
      return null;
    }
    KeyFolder folder = KeyFolder.open(keys.toAbsolutePath(), passphrase.read());
    return SecureBootSigner.of(folder.secureBoot());
  }
}
