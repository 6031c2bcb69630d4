import io.holdfast.host.FileTree;
import io.holdfast.inventory.Component;
import io.holdfast.inventory.Ecosystem;
import io.holdfast.inventory.FileEntry;
import io.holdfast.inventory.Inventory;
import io.holdfast.inventory.document.CycloneDxReader;
import io.holdfast.inventory.document.CycloneDxWriter;
import io.holdfast.inventory.index.Answer;
import io.holdfast.inventory.index.CarrierIndex;
import io.holdfast.inventory.index.ReleaseDocument;
import io.holdfast.inventory.index.database.ServerAddress;
import io.holdfast.inventory.query.Query;
import io.holdfast.inventory.statement.NodeStatement;
import io.holdfast.inventory.statement.NodeStatement.Holding;
import io.holdfast.inventory.statement.Role;
import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import io.holdfast.release.manifest.Architecture;
import io.holdfast.release.manifest.ReleaseName;
import io.holdfast.release.manifest.ReleaseRef;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Who carries what, of a fleet made up over the names of real packages: releases of four flavours, each
 * of which changes a twentieth of its packages from one version to the next.
 */
final class IndexBench {
  private static final int PACKAGES = 400;
  private static final int FILES = 40_000;
  private static final int FLAVOURS = 4;
  private static final int CHANGED_PERCENT = 5;

  /** Releases that are imported each by a process of its own. */
  private static final int MORE = 5;

  private static final String ASKED = "pkg:deb/debian/xz-utils@>=5.6.0,<5.6.2";

  private final Bench.Place place;
  private final int releases;
  private final int nodes;
  private final Random random = new Random(1);
  private final List<String> names;
  private final List<ReleaseRef> built = new ArrayList<>();

  private IndexBench(Bench.Place place, int releases, int nodes, List<String> names) {
    this.place = place;
    this.releases = releases;
    this.nodes = nodes;
    this.names = names;
  }

  /** The names of packages are those of the tools tree. */
  static void run(Bench.Place place, int releases, int nodes, String server) throws Exception {
    Path status = place.tools().resolve("var/lib/dpkg/status");
    List<String> names = new ArrayList<>(List.of("xz-utils"));
    try (Stream<String> lines = Files.lines(status)) {
      lines
          .filter(line -> line.startsWith("Package: ") && !line.endsWith(" xz-utils"))
          .map(line -> line.substring("Package: ".length()))
          .forEach(names::add);
    }
    for (int i = 0; names.size() < PACKAGES; i++) {
      names.add(names.get(1 + i) + "-extra");
    }
    new IndexBench(place, releases, nodes, names.subList(0, PACKAGES)).run();
    if (!server.isEmpty()) {
      say("the same on a server");
      new IndexBench(place, releases, nodes, names.subList(0, PACKAGES)).runOn(server);
    }
  }

  private void run() throws Exception {
    Path documents = Files.createDirectories(place.work().resolve("index-documents"));
    Path folder = place.work().resolve("index");
    if (Files.exists(folder)) {
      FileTree.delete(folder);
    }
    Path file = Files.createDirectories(folder).resolve("index.sqlite");
    List<int[]> states = new ArrayList<>();
    for (int i = 0; i < FLAVOURS; i++) {
      states.add(new int[PACKAGES]);
    }
    long compressed;
    try (CarrierIndex index = CarrierIndex.open(file)) {
      compressed = fill(index, documents, states);
    }
    tellSize(Files.size(file), compressed);
    oneMore(folder.toString(), documents, states);
    try (CarrierIndex index = CarrierIndex.open(file)) {
      questions(index, documents);
    }
  }

  /** An empty database of a server, for which PGUSER and PGPASSWORD are set. */
  private void runOn(String server) throws Exception {
    Path documents = Files.createDirectories(place.work().resolve("index-documents"));
    List<int[]> states = new ArrayList<>();
    for (int i = 0; i < FLAVOURS; i++) {
      states.add(new int[PACKAGES]);
    }
    ServerAddress address = ServerAddress.of(server, System.getenv());
    long compressed;
    try (CarrierIndex index = CarrierIndex.open(address, System.out::println)) {
      compressed = fill(index, documents, states);
    }
    tellSize(sizeOn(server), compressed);
    oneMore(server, documents, states);
    try (CarrierIndex index = CarrierIndex.open(address, System.out::println)) {
      questions(index, documents);
    }
  }

  private static long sizeOn(String server) throws SQLException {
    String user = System.getenv("PGUSER");
    String password = System.getenv("PGPASSWORD");
    try (Connection connection = DriverManager.getConnection(server, user, password);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT pg_database_size(current_database())")) {
      row.next();
      return row.getLong(1);
    }
  }

  private static void tellSize(long size, long compressed) {
    say(
        "index: %.1f MB, inventories compressed: %.1f MB, ratio %.3f (bar 1.5)",
        size / 1e6, compressed / 1e6, (double) size / compressed);
  }

  /** The bytes of all documents, compressed. */
  private long fill(CarrierIndex index, Path documents, List<int[]> states) throws IOException {
    long compressed = 0;
    List<Double> took = new ArrayList<>();
    for (int i = 0; i < releases; i++) {
      Path document = documents.resolve(i + ".json.gz");
      write(release(i, states.get(i % FLAVOURS)), document);
      compressed += Files.size(document);
      long start = System.nanoTime();
      index.add(new ReleaseDocument(built.get(i), Architecture.X86_64, read(document)));
      took.add(Bench.seconds(start));
    }
    // The first of each flavour has nothing in common with what is there.
    List<Double> later = took.subList(Math.min(FLAVOURS, took.size() - 1), took.size());
    say(
        "import of %d releases: first of an empty index %.2f s; median %.3f s, of the last twenty"
            + " %.3f s, slowest after the first of each flavour %.3f s (bar 2 s)",
        releases,
        took.getFirst(),
        Bench.median(later),
        Bench.median(later.subList(Math.max(0, later.size() - 20), later.size())),
        later.stream().mapToDouble(Double::doubleValue).max().orElseThrow());
    long start = System.nanoTime();
    for (int i = 0; i < nodes; i += 50_000) {
      index.addNodes(statements(i, Math.min(nodes, i + 50_000)));
    }
    say("import of %d nodes: %.1f s", nodes, Bench.seconds(start));
    return compressed;
  }

  /** As a user has it: a process of its own, that opens the index, reads, adds and closes. */
  private void oneMore(String index, Path documents, List<int[]> states) throws Exception {
    List<Double> took = new ArrayList<>();
    for (int i = 0; i < MORE; i++) {
      Path document = documents.resolve("more.json");
      int number = releases + i;
      try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(document))) {
        CycloneDxWriter.write(release(number, states.get(number % FLAVOURS)), stream);
      }
      long start = System.nanoTime();
      place.holdfast(
          List.of("inventory", "index", document.toString(), "--index", index));
      took.add(Bench.seconds(start));
    }
    say(
        "holdfast inventory index, of one more release: median %.2f s (bar 2 s), each: %s",
        Bench.median(took),
        took.stream().map(each -> String.format(Locale.ROOT, "%.2f", each)).toList());
  }

  private void questions(CarrierIndex index, Path documents) throws IOException {
    Query query = Query.parse(ASKED);
    index.ask(query);
    double best = Double.MAX_VALUE;
    Answer answer = index.ask(query);
    for (int i = 0; i < 5; i++) {
      long start = System.nanoTime();
      answer = index.ask(query);
      best = Math.min(best, Bench.seconds(start));
    }
    say(
        "%s: %d of %d releases, %d of %d nodes in %.4f s (bar 1 s)",
        ASKED, answer.carriers().size(), releases, answer.nodes(), nodes, best);
    for (String other : List.of("/usr/lib/xz-utils/file-7", "liblzma5", "bash@1.0-1")) {
      long start = System.nanoTime();
      Answer others = index.ask(Query.parse(other));
      say(
          "%s: %d releases, %d nodes in %.4f s",
          other, others.carriers().size(), others.nodes(), Bench.seconds(start));
    }
    long start = System.nanoTime();
    long[] listed = {0};
    index.nodes(answer, node -> listed[0]++);
    say("list of %d nodes streamed in %.3f s", listed[0], Bench.seconds(start));
    scan(query, documents, answer.carriers().size(), best);
  }

  /** The same question to the documents themselves, a tenth of them at least. */
  private void scan(Query query, Path documents, int expected, double indexed) throws IOException {
    int scanned = Math.max(1, Math.min(releases, Math.max(20, releases / 10)));
    long start = System.nanoTime();
    int found = 0;
    for (int i = 0; i < scanned; i++) {
      found += query.in(read(documents.resolve(i + ".json.gz"))).isEmpty() ? 0 : 1;
    }
    double all = Bench.seconds(start) / scanned * releases;
    say(
        "plain scan: %d of the first %d documents carry it; all %d would take %.1f s, the index is"
            + " %.0f times as fast (bar 100); carriers by index: %d",
        found, scanned, releases, all, all / indexed, expected);
  }

  private Inventory release(int number, int[] state) {
    List<Component> components = new ArrayList<>();
    // Of each flavour's releases, two of twenty carry the back door.
    int turn = number / FLAVOURS;
    state[0] = turn;
    for (int i = 0; i < PACKAGES; i++) {
      if (i > 0 && random.nextInt(100) < CHANGED_PERCENT) {
        state[i]++;
      }
      components.add(component(i, state[i], number % FLAVOURS));
    }
    List<FileEntry> unowned = new ArrayList<>();
    for (int i = 0; i < FILES / 40; i++) {
      // Of the files of nobody, some are new in each release.
      int version = i % 10 == 0 ? number : 0;
      unowned.add(file("/etc/conf-" + i % 50 + "/file-" + i, version));
    }
    String version = "1." + number + ".0";
    ReleaseName name = new ReleaseName("flavour-" + number % FLAVOURS);
    built.add(
        new ReleaseRef(
            name, new Version(version), digest("manifest " + name + version)));
    return new Inventory(
        new Inventory.Subject(Inventory.Subject.Kind.RELEASE, name.text(), version, number),
        components,
        unowned);
  }

  private Component component(int number, int state, int flavour) {
    String name = names.get(number);
    String version = "1." + state + "-1";
    if (number == 0) {
      version =
          switch (state % 20) {
            case 1 -> "5.6.0-0.2";
            case 2 -> "5.6.1-1";
            default -> "5.4." + state + "-1";
          };
    }
    List<FileEntry> files = new ArrayList<>();
    for (int i = 0; i < (FILES - FILES / 40) / PACKAGES; i++) {
      // Most flavours have the same packages; every fourth package is built for its own.
      int build = number % 4 == 3 ? state * FLAVOURS + flavour : state;
      files.add(file("/usr/lib/" + name + "/file-" + i, i % 3 == 0 ? 0 : build));
    }
    return new Component(
        Component.Kind.PACKAGE,
        Ecosystem.DEB,
        name,
        version,
        "amd64",
        "Debian <a@debian.org>",
        List.of("GPL-2+"),
        name,
        version,
        "pkg:deb/debian/" + name + "@" + version + "?arch=amd64&distro=debian-13",
        "",
        files);
  }

  private List<NodeStatement> statements(int from, int to) {
    List<NodeStatement> statements = new ArrayList<>();
    for (int i = from; i < to; i++) {
      int flavour = i % FLAVOURS;
      int of = Math.max(1, releases / FLAVOURS);
      int running = pick(of, flavour);
      int good = random.nextInt(20) == 0 ? pick(of, flavour) : running;
      int recovery = random.nextInt(of) / 25 * 25 * FLAVOURS + flavour;
      List<Holding> holdings = new ArrayList<>();
      holdings.add(new Holding(Role.RUNNING, at(running)));
      holdings.add(new Holding(Role.LAST_KNOWN_GOOD, at(good)));
      holdings.add(new Holding(Role.RECOVERY, at(recovery)));
      if (random.nextInt(20) == 0) {
        holdings.add(new Holding(Role.STAGED, at(pick(of, flavour))));
      }
      statements.add(new NodeStatement("node-" + i, "site-" + i / 500, 1, holdings));
    }
    return statements;
  }

  private int pick(int of, int flavour) {
    return random.nextInt(of) * FLAVOURS + flavour;
  }

  private ReleaseRef at(int number) {
    return built.get(Math.min(number, built.size() - 1));
  }

  private static FileEntry file(String path, int version) {
    return new FileEntry(path, digest(path + version));
  }

  private static Digest digest(String text) {
    return Digest.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void write(Inventory inventory, Path file) throws IOException {
    try (GZIPOutputStream stream = new GZIPOutputStream(Files.newOutputStream(file), 1 << 16)) {
      CycloneDxWriter.write(inventory, stream);
    }
  }

  private static Inventory read(Path file) throws IOException {
    try (InputStream stream =
        new BufferedInputStream(new GZIPInputStream(Files.newInputStream(file), 1 << 16))) {
      return CycloneDxReader.read(stream);
    }
  }

  private static void say(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
