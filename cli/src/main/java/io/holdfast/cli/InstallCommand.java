package io.holdfast.cli;

import io.holdfast.config.cloud.CloudConfig;
import io.holdfast.host.Progress;
import io.holdfast.image.disk.ByteSize;
import io.holdfast.image.disk.DiskWish;
import io.holdfast.image.disk.InstallPlan;
import io.holdfast.image.disk.InstallRequest;
import io.holdfast.image.disk.Installer;
import io.holdfast.image.keys.SecureBootEnrolment;
import io.holdfast.release.manifest.ReleaseRef;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code holdfast install}. */
@Command(
    name = "install",
    description = "Installs a release on a block device or into an image file.",
    footer = {
      "",
      "Examples:",
      "  holdfast install --disk node.img --size 8G --from repo \\",
      "      --trust ~/holdfast-keys/release.pub --config node.yaml",
      "  holdfast install --disk auto --from https://example.org/repo --version 1.2.0 \\",
      "      --trust release.pub --config node.yaml --plan"
    })
final class InstallCommand extends WorkstationCommand {
  @Option(
      names = "--disk",
      required = true,
      paramLabel = "DISK",
      description = {
        "A block device, an image file (made if it is not there), or 'auto': the one empty internal"
            + " disk that is large enough."
      })
  private Path disk = Path.of("");

  @Mixin private final ReleaseOptions release = new ReleaseOptions();

  @Option(
      names = "--size",
      paramLabel = "SIZE",
      description = "Size of an image file that is made, such as 8G.")
  private @Nullable ByteSize size;

  @Option(names = "--plan", description = "Print what would be written, and write nothing.")
  private boolean planOnly;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Option(
      names = "--secure-boot",
      paramLabel = "FOLDER",
      description = {
        "Firmware in setup mode takes the keys in FOLDER at the first start and enforces them from"
            + " then on; see 'holdfast keys secure-boot'."
      })
  private @Nullable Path secureBoot;

  @Option(names = "--erase", description = "What the disk holds may be lost.")
  private boolean erase;

  @Override
  public Integer call() throws Exception {
    String text = release.config();
    CloudConfig.parse(release.configFile().toString(), text);
    InstallRequest request =
        new InstallRequest(
                disk,
                size == null ? 0 : size.bytes(),
                erase,
                release.repository(),
                release.name(),
                release.version(),
                release.trusted(),
                text.getBytes(StandardCharsets.UTF_8))
            .with(secureBoot == null ? null : SecureBootEnrolment.read(secureBoot));
    Progress progress = Workplace.lines(err());
    Installer installer =
        new Installer(Workplace.tools(progress), Workplace.cache().folder(), progress);
    if (planOnly) {
      InstallPlan plan = installer.plan(request);
      print(json ? plan.toJson() : plan.text());
    } else {
      ReleaseRef installed = installer.install(request);
      // Which one was chosen, the installer has told when it began.
      String where = disk.toString().equals(DiskWish.AUTO) ? "" : " on " + disk;
      print(ReleaseText.of(installed, "is installed" + where, json));
    }
    return ExitCode.DONE;
  }
}
