import io.holdfast.host.FileTree;
import io.holdfast.node.disk.NodePaths;
import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import io.holdfast.release.admission.Statements;
import io.holdfast.release.admission.Withdrawn;
import io.holdfast.release.admission.Withdrawn.Kind;
import io.holdfast.release.json.JsonObject;
import io.holdfast.release.manifest.ReleaseName;
import io.holdfast.release.repository.SignedStatements;
import io.holdfast.release.trust.SigningKey;
import io.holdfast.release.tuf.Delegation;
import io.holdfast.release.tuf.Delegations;
import io.holdfast.release.tuf.FileNames;
import io.holdfast.release.tuf.Hashes;
import io.holdfast.release.tuf.MetaFile;
import io.holdfast.release.tuf.Metadata;
import io.holdfast.release.tuf.PathRule;
import io.holdfast.release.tuf.Root;
import io.holdfast.release.tuf.SignedFile;
import io.holdfast.release.tuf.Signers;
import io.holdfast.release.tuf.Snapshot;
import io.holdfast.release.tuf.TargetFile;
import io.holdfast.release.tuf.Targets;
import io.holdfast.release.tuf.Timestamp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.tools.ToolProvider;

/** A node's look at signed metadata of a thousand targets, a tenth of them withdrawn. */
final class MetadataBench {
  private static final int TARGETS = 1_000;

  private static final int WITHDRAWN = 100;

  /** As a node's runtime is started, but for its archive of classes (AgentRuntime). */
  private static final List<String> OPTIONS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Xms8m",
          "-Xmx40m",
          "-Xss512k",
          "-XX:ReservedCodeCacheSize=16m",
          "-XX:MaxMetaspaceSize=40m",
          "-XX:-UsePerfData");

  private MetadataBench() {}

  static void run(Path root, Path work, int times) throws Exception {
    Path folder = work.resolve("metadata");
    FileTree.delete(folder);
    Path repository = Files.createDirectories(folder.resolve("repository"));
    Path node = folder.resolve("node");
    long bytes = publish(repository, node);
    Path classes = compile(root.resolve("bench/MetadataLook.java"), folder);
    List<Cost> starts = new ArrayList<>();
    List<Cost> firsts = new ArrayList<>();
    List<Cost> laters = new ArrayList<>();
    for (int i = 0; i < times + 1; i++) {
      forget(node);
      Cost start = look(folder, classes);
      Cost first = look(folder, classes, node, repository);
      Cost later = look(folder, classes, node, repository);
      if (i > 0) {
        // The first turn brings the runtime from the disk.
        starts.add(start);
        firsts.add(first);
        laters.add(later);
      }
    }
    System.out.printf(
        Locale.ROOT,
        "metadata of %d targets, %d of them withdrawn, %d KiB; each beside a start that does"
            + " nothing%n",
        TARGETS,
        WITHDRAWN,
        bytes >> 10);
    tell("first look", firsts, starts);
    tell("later look, nothing new", laters, starts);
  }

  private static void tell(String what, List<Cost> looks, List<Cost> starts) {
    double processor =
        Bench.median(looks.stream().map(Cost::processor).toList())
            - Bench.median(starts.stream().map(Cost::processor).toList());
    double peak =
        Bench.median(looks.stream().map(Cost::peak).toList())
            - Bench.median(starts.stream().map(Cost::peak).toList());
    System.out.printf(
        Locale.ROOT,
        "  %s: processor %.2f s above a start of %.2f s (bar 1 s, ratio %.2f), memory %.0f MB above"
            + " %.0f MB (bar 32 MB, ratio %.2f), wall %.2f s%n",
        what,
        processor,
        Bench.median(starts.stream().map(Cost::processor).toList()),
        processor,
        peak,
        Bench.median(starts.stream().map(Cost::peak).toList()),
        peak / 32,
        Bench.median(looks.stream().map(Cost::wall).toList()));
  }

  private static Cost look(Path folder, Path classes, Path... of) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(OPTIONS);
    command.add("-cp");
    command.add(classes + ":" + System.getProperty("java.class.path"));
    command.add("MetadataLook");
    for (Path each : of) {
      command.add(each.toString());
    }
    if (of.length > 0) {
      command.add(Integer.toString(TARGETS));
    }
    return Cost.of(
        () ->
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                    ProcessBuilder.Redirect.appendTo(folder.resolve("../log").toFile()))
                .start(),
        0);
  }

  /** What it has seen. */
  private static void forget(Path node) throws IOException {
    NodePaths paths = new NodePaths(node);
    FileTree.delete(paths.node());
    Files.createDirectories(paths.node());
  }

  private static Path compile(Path source, Path folder) throws IOException {
    Path classes = Files.createDirectories(folder.resolve("classes"));
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                classes.toString(),
                source.toString());
    if (code != 0) {
      throw new IOException(source + " cannot be compiled");
    }
    return classes;
  }

  /** Of all files of metadata together, how many bytes. */
  static long publish(Path repository, Path node) throws IOException {
    Writer writer = new Writer(repository);
    Map<String, TargetFile> releases = new LinkedHashMap<>();
    List<Withdrawn> withdrawn = new ArrayList<>();
    for (int i = 0; i < TARGETS; i++) {
      Version version = new Version("1." + i);
      Digest manifest = Digest.of(("manifest " + i).getBytes(StandardCharsets.UTF_8));
      String path = SignedStatements.target(new ReleaseName("edge"), version);
      releases.put(
          path,
          new TargetFile(
              path,
              2000,
              Hashes.sha256(manifest.hex()),
              SignedStatements.custom(Kind.RELEASE, "edge", version, false)));
      if (i < WITHDRAWN) {
        withdrawn.add(
            new Withdrawn(
                Kind.RELEASE,
                "edge",
                version,
                manifest,
                "A package in it has a back door; see the advisory.",
                "CVE-2024-3094",
                writer.now));
      }
    }
    byte[] list = new Statements(withdrawn, Map.of()).toJson();
    TargetFile named =
        new TargetFile(
            SignedStatements.WITHDRAWN,
            list.length,
            Hashes.sha256(Digest.of(list).hex()),
            new JsonObject(Map.of()));
    Path file = repository.resolve("targets").resolve(FileNames.target(named, true));
    Files.createDirectories(repository.resolve("targets/advisories"));
    Files.write(file, list);
    return writer.write(releases, Map.of(named.path(), named), node) + list.length;
  }

  /** Writes metadata signed by one key for all roles, so that a thousand targets are one step. */
  private static final class Writer {
    private final SigningKey key = SigningKey.generate();
    private final Signers signers = Signers.of(1, List.of(key.publicKey()));
    private final Instant now = Instant.now();
    private final Instant expires = now.plus(Duration.ofDays(30));
    private final Map<String, MetaFile> meta = new LinkedHashMap<>();
    private final Path folder;
    private long bytes;

    Writer(Path repository) throws IOException {
      folder = Files.createDirectories(repository.resolve("metadata"));
    }

    long write(Map<String, TargetFile> releases, Map<String, TargetFile> advisories, Path node)
        throws IOException {
      Root root = new Root(1, expires, true, signers, signers, signers, signers);
      file(FileNames.metadata(Root.ROLE, 1), root);
      NodePaths paths = new NodePaths(node);
      Files.createDirectories(paths.trust());
      Files.copy(folder.resolve(FileNames.metadata(Root.ROLE, 1)), paths.trustedRoot());
      role("releases", new Targets(1, expires, releases, Delegations.NONE));
      role(SignedStatements.ADVISORIES, new Targets(1, expires, advisories, Delegations.NONE));
      role(
          Targets.ROLE,
          new Targets(
              1,
              expires,
              Map.of(),
              new Delegations.Roles(
                  List.of(
                      delegation("releases", "releases/*"),
                      delegation(SignedStatements.ADVISORIES, "advisories/*")))));
      byte[] snapshot =
          file(FileNames.metadata(Snapshot.ROLE, 1), new Snapshot(1, expires, Map.copyOf(meta)));
      file(
          FileNames.metadata(Timestamp.ROLE),
          new Timestamp(1, expires, MetaFile.of(1, snapshot)));
      return bytes;
    }

    private Delegation delegation(String role, String paths) {
      return new Delegation(role, signers, new PathRule.Patterns(List.of(paths)), true);
    }

    private void role(String role, Targets targets) throws IOException {
      meta.put(role + ".json", MetaFile.of(1, file(FileNames.metadata(role, 1), targets)));
    }

    private byte[] file(String name, Metadata metadata) throws IOException {
      byte[] written = SignedFile.of(metadata, List.of(key));
      Files.write(folder.resolve(name), written);
      bytes += written.length;
      return written;
    }
  }
}
