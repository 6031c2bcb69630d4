import io.holdfast.host.FileTree;
import io.holdfast.image.tools.ToolsTree;
import io.holdfast.lab.drill.act.Moment;
import io.holdfast.lab.drill.node.MachineNode;
import io.holdfast.lab.drill.prepare.Proving;
import io.holdfast.lab.machine.Disk;
import io.holdfast.lab.machine.MachineSpec;
import io.holdfast.lab.machine.WebServer;
import io.holdfast.lab.machine.serial.ControlShell;
import io.holdfast.node.disk.NodePaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The look of {@link MetadataBench}, by the command of a node in its machine. */
final class GuestLookBench {
  private static final Duration LIMIT = Duration.ofMinutes(10);

  /** The lab's shell and network; no release for real machines has them. */
  private static final String MORE =
      """
      files:
        - path: /usr/lib/systemd/network/20-lab.network
          content: |
            [Match]
            Type=ether
            [Network]
            Address=10.0.2.15/24
            LinkLocalAddressing=no
      units:
        - name: lab-shell.service
          content: |
            [Unit]
            DefaultDependencies=no
            [Service]
            Environment=TERM=dumb PS1= HOME=/root
            ExecStart=/bin/bash --noediting
            StandardInput=tty-force
            StandardOutput=tty
            StandardError=tty
            TTYPath=/dev/ttyS1
            KillSignal=SIGHUP
            Restart=always
            RestartSec=0
            [Install]
            WantedBy=sysinit.target
      enable: [systemd-networkd.service]
      """;

  private static final String START = "holdfast follow --help";
  private static final String LOOK =
      "holdfast follow --dry-run --from " + MachineSpec.Web.ADDRESS + "repository/";

  /** What is seen is forgotten, so that all of it is read. */
  private static final String FORGET = "rm -rf /oem/holdfast/metadata /oem/holdfast/statements.json";

  private GuestLookBench() {}

  static void run(Bench.Place place, int times) throws Exception {
    Path folder = place.work().resolve("guest-look");
    FileTree.delete(folder);
    MachineSpec.Web web = WebServer.in(Files.createDirectories(folder));
    Path trust = folder.resolve("trust");
    MetadataBench.publish(Files.createDirectories(web.folder().resolve("repository")), trust);
    Path repository =
        BenchNode.build(
            place, "look", MORE, "--root", new NodePaths(trust).trustedRoot().toString());
    BenchNode installed =
        BenchNode.install(place, repository, "look", "#cloud-config\nhostname: look\n");
    MachineSpec spec =
        MachineSpec.of(
                "bench",
                installed.disk().resolveSibling("look.variables"),
                Disk.raw(installed.disk()))
            .with(web)
            .with(MachineSpec.Flushes.IGNORED);
    ToolsTree tools = installed.tools();
    try (MachineNode node =
        MachineNode.start(tools, installed.acceleration(), spec, line -> {})) {
      node.recorder().await(0, moment -> moment.kind() == Moment.Kind.LOGIN, "a login", LIMIT);
      node.waitForShell(LIMIT);
      // Until then the agent has work of its own.
      Proving.await(node, "look 1.0.0");
      tell(node, times, installed.acceleration().name().toLowerCase(Locale.ROOT));
    }
  }

  private static void tell(MachineNode node, int times, String acceleration) throws Exception {
    List<Double> starts = new ArrayList<>();
    List<Double> firsts = new ArrayList<>();
    List<Double> laters = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      starts.add(processor(node, START));
      node.run(FORGET, LIMIT);
      firsts.add(processor(node, LOOK));
      laters.add(processor(node, LOOK));
    }
    double start = Bench.median(starts);
    for (List<Double> looks : List.of(firsts, laters)) {
      System.out.printf(
          Locale.ROOT,
          "%s in the guest (%s): processor %.2f s above a start of %.2f s (bar 1 s); each: %s and"
              + " %s%n",
          looks == firsts ? "first look" : "later look, nothing new",
          acceleration,
          Bench.median(looks) - start,
          start,
          looks,
          starts);
    }
  }

  /** Seconds of the guest's processors, its user's and the kernel's. */
  private static double processor(MachineNode node, String command) throws Exception {
    ControlShell.Result result =
        node.run(
            "TIMEFORMAT='%U %S'; { time " + command + " >/tmp/look 2>&1 ; } 2>&1 || cat /tmp/look",
            LIMIT);
    String[] words = result.output().strip().split("\\s+");
    if (words.length != 2) {
      throw new IOException(command + " said: " + result.output());
    }
    return Double.parseDouble(words[0]) + Double.parseDouble(words[1]);
  }
}
