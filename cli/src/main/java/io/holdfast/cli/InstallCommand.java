package io.holdfast.cli;

import io.holdfast.config.cloud.CloudConfig;
import io.holdfast.host.Progress;
import io.holdfast.image.disk.ByteSize;
import io.holdfast.image.disk.DiskRefusedException;
import io.holdfast.image.disk.DiskWish;
import io.holdfast.image.disk.InstallPlan;
import io.holdfast.image.disk.InstallRequest;
import io.holdfast.image.disk.Installer;
import io.holdfast.image.keys.SecureBootEnrolment;
import io.holdfast.release.manifest.ManifestException;
import io.holdfast.release.manifest.ReleaseRef;
import io.holdfast.release.repository.RepositoryException;
import io.holdfast.release.trust.UntrustedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code holdfast install}. */
@Command(
    name = "install",
    description = {
      "Installs a release on a block device or into an image file.",
      "With --ask-at, as a medium without a configuration does, a person at a terminal is asked what"
          + " 'holdfast config new' asks, and whether it is meant, before anything is written."
    },
    footer = {
      "",
      "Examples:",
      "  holdfast install --disk node.img --size 8G --from repo \\",
      "      --trust ~/holdfast-keys/release.pub --config node.yaml",
      "  holdfast install --disk auto --from https://example.org/repo --version 1.2.0 \\",
      "      --trust release.pub --config node.yaml --plan",
      "  holdfast install --ask-at /dev/tty0 --ask-at /dev/ttyS0 --from repo \\",
      "      --trust release.pub"
    })
final class InstallCommand extends WorkstationCommand {
  @ArgGroup(multiplicity = "1")
  private Where where = new Where();

  /** One of them. */
  private static final class Where {
    @Option(
        names = "--disk",
        required = true,
        paramLabel = "DISK",
        description = {
          "A block device, an image file (made if it is not there), or 'auto': the one empty internal"
              + " disk that is large enough."
        })
    private @Nullable Path disk;

    @Option(
        names = "--ask-at",
        required = true,
        paramLabel = "DEVICE",
        description = {
          "Ask for the disk and the configuration at this terminal; may be repeated, then whoever"
              + " answers first has answered. Ctrl-C begins again."
        })
    private List<Path> terminals = new ArrayList<>();
  }

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
    Path disk = where.disk;
    if (disk == null) {
      return ask();
    }
    String text = release.config();
    CloudConfig.parse(release.configFile().toString(), text);
    InstallRequest request = request(disk.toString(), erase, text.getBytes(StandardCharsets.UTF_8));
    Installer installer = installer();
    if (planOnly) {
      InstallPlan plan = installer.plan(request);
      print(json ? plan.toJson() : plan.text());
      return ExitCode.DONE;
    }
    // Which one was chosen, the installer has told when it began.
    boolean isChosen = disk.toString().equals(DiskWish.AUTO);
    return install(installer, request, isChosen ? "" : " on " + disk);
  }

  private int ask() throws Exception {
    if (release.hasConfig() || size != null || planOnly || erase) {
      throw new ParameterException(
          spec().commandLine(),
          "with --ask-at all is asked: leave out --config, --size, --plan and --erase");
    }
    Installer installer = installer();
    AskedInstall.Confirmed confirmed;
    try (Terminals terminals = Terminals.open(where.terminals)) {
      KeyAnswer keys = new KeyAnswer(Path.of(System.getProperty("user.home", "/")));
      confirmed =
          new AskedInstall(
                  terminals,
                  () -> new Interview(terminals, false, keys, ShownDisks.ofThisMachine(err())),
                  (disk, configuration) -> look(installer, disk, configuration))
              .run();
    }
    CloudConfig.parse("the answers", confirmed.draft().text());
    String disk = confirmed.disk().toString();
    return install(
        installer, request(disk, confirmed.erases(), confirmed.configuration()), " on " + disk);
  }

  private int install(Installer installer, InstallRequest request, String place) throws Exception {
    ReleaseRef installed = installer.install(request);
    print(ReleaseText.of(installed, "is installed" + place, json));
    return ExitCode.DONE;
  }

  /** Whether what a named disk holds may go is asked afterwards, with what that is. */
  private AskedInstall.Outlook look(Installer installer, String disk, byte[] configuration)
      throws UntrustedException, ManifestException, IOException, InterruptedException {
    try {
      boolean mayErase = !disk.equals(DiskWish.AUTO);
      InstallPlan plan = installer.plan(request(disk, mayErase, configuration));
      return new AskedInstall.Outlook.Possible(plan.target().path(), plan.holds(), plan.text());
    } catch (RepositoryException e) {
      throw e;
    } catch (DiskRefusedException | IOException e) {
      // A disk that cannot even be read is one to choose another for.
      return new AskedInstall.Outlook.Refused(String.valueOf(e.getMessage()));
    }
  }

  private InstallRequest request(String disk, boolean mayErase, byte[] configuration)
      throws IOException {
    return new InstallRequest(
            Path.of(disk),
            size == null ? 0 : size.bytes(),
            mayErase,
            release.repository(),
            release.name(),
            release.version(),
            release.trusted(),
            configuration)
        .with(secureBoot == null ? null : SecureBootEnrolment.read(secureBoot));
  }

  private Installer installer() throws IOException, InterruptedException {
    Progress progress = Workplace.lines(err());
    return new Installer(Workplace.tools(progress), Workplace.cache().folder(), progress);
  }
}
