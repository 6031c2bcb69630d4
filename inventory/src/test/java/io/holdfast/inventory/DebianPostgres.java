package io.holdfast.inventory;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.holdfast.host.Command;
import io.holdfast.host.FileTree;
import io.holdfast.inventory.index.database.ServerAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server of Debian's own package, on the loopback address, with its data in a
 * temporary folder. It runs in the sandbox of the tools tree as an ordinary user, for it refuses to
 * be root's, and ends with this process however that ends. The properties holdfast.postgresql and
 * holdfast.tools name the two trees, which bin/test has prepared. For one thread.
 */
public final class DebianPostgres {
  /** The owner of all databases. */
  public static final String OWNER = "holdfast";

  /** His password. */
  public static final String PASSWORD = "open-sesame";

  private static final String TREE = System.getProperty("holdfast.postgresql", "");
  private static final String TOOLS = System.getProperty("holdfast.tools", "");

  private static final Duration MAKING = Duration.ofMinutes(3);
  private static final Duration STARTING = Duration.ofMinutes(2);
  private static final Duration ENDING = Duration.ofSeconds(30);

  private static @Nullable DebianPostgres only;

  private final Path folder;
  private final int port;
  private @Nullable Process process;
  private int databases;

  private DebianPostgres(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  /** The server, started if it does not run; without the trees the test is skipped. */
  public static synchronized DebianPostgres running() throws IOException {
    assumeFalse(TREE.isEmpty() || TOOLS.isEmpty(), "there is no PostgreSQL here to start");
    DebianPostgres server = only;
    if (server == null) {
      server = make();
      only = server;
      Runtime.getRuntime().addShutdownHook(new Thread(server::end));
    }
    if (server.process == null) {
      server.start();
    }
    return server;
  }

  private static DebianPostgres make() throws IOException {
    Path folder = Files.createTempDirectory("holdfast-postgresql");
    Files.writeString(folder.resolve("password"), PASSWORD);
    DebianPostgres server = new DebianPostgres(folder, freePort());
    try {
      Command.of(
              server.sandboxed(
                  "initdb",
                  "--pgdata=" + folder.resolve("data"),
                  "--username=" + OWNER,
                  "--pwfile=" + folder.resolve("password"),
                  "--auth=scram-sha-256",
                  "--encoding=UTF8",
                  "--locale=C.UTF-8",
                  "--no-sync"))
          .within(MAKING)
          .check();
      return server;
    } catch (IOException e) {
      FileTree.delete(folder);
      throw e;
    } catch (InterruptedException e) {
      FileTree.delete(folder);
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void start() throws IOException {
    Path log = folder.resolve("log");
    process =
        new ProcessBuilder(
                sandboxed(
                    "postgres",
                    "-D",
                    folder.resolve("data").toString(),
                    "-c",
                    "listen_addresses=127.0.0.1",
                    "-c",
                    "port=" + port,
                    "-c",
                    "unix_socket_directories=" + folder,
                    "-c",
                    "fsync=off"))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    long end = System.nanoTime() + STARTING.toNanos();
    while (true) {
      try (Connection _ = connect("postgres")) {
        return;
      } catch (SQLException e) {
        if (System.nanoTime() > end || !process.isAlive()) {
          String said = Files.readString(log);
          only = null;
          end();
          throw new IOException("PostgreSQL did not start: " + said, e);
        }
      }
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
  }

  /** As the tools tree starts its own programs, but as nobody, and with the host's network. */
  private List<String> sandboxed(String program, String... arguments) throws IOException {
    Path tree = Path.of(TREE);
    Path tools = Path.of(TOOLS);
    List<String> words = new ArrayList<>();
    words.add(tools.resolve("lib64/ld-linux-x86-64.so.2").toString());
    words.addAll(List.of("--library-path", tools.resolve("usr/lib/x86_64-linux-gnu").toString()));
    words.add(tools.resolve("usr/bin/bwrap").toString());
    // A server that is killed leaves System V memory, which goes with a namespace of its own.
    words.addAll(List.of("--die-with-parent", "--new-session", "--unshare-pid", "--unshare-ipc"));
    words.addAll(List.of("--unshare-user", "--uid", "65534", "--gid", "65534"));
    words.addAll(List.of("--ro-bind", tree.resolve("usr").toString(), "/usr"));
    words.addAll(List.of("--ro-bind", tree.resolve("etc").toString(), "/etc"));
    for (String link : List.of("bin", "lib", "lib64")) {
      words.addAll(List.of("--symlink", "usr/" + link, "/" + link));
    }
    words.addAll(List.of("--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"));
    words.addAll(List.of("--bind", folder.toString(), folder.toString()));
    words.addAll(List.of("--clearenv", "--setenv", "LC_ALL", "C.UTF-8", "--setenv", "TZ", "UTC"));
    words.addAll(List.of("--", programs(tree).resolve(program).toString()));
    words.addAll(List.of(arguments));
    return words;
  }

  /** Where the tree's one version is, as its programs see it. */
  private static Path programs(Path tree) throws IOException {
    Path all = tree.resolve("usr/lib/postgresql");
    try (Stream<Path> versions = Files.list(all)) {
      Path version = versions.sorted().reduce((_, last) -> last).orElseThrow();
      return Path.of("/").resolve(tree.relativize(version)).resolve("bin");
    }
  }

  /**
   * Ends it from one moment to the next, as a loss of power would; it is started again on demand.
   */
  public void kill() throws InterruptedException {
    Process running = process;
    if (running != null) {
      List<ProcessHandle> servers = servers(running);
      running.destroyForcibly();
      running.waitFor(ENDING.toSeconds(), TimeUnit.SECONDS);
      // They die after the sandbox, and a new one must not meet them.
      for (ProcessHandle each : servers) {
        try {
          each.onExit().get(ENDING.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
          throw new IllegalStateException("process " + each.pid() + " does not end", e);
        }
      }
      process = null;
    }
  }

  /** In the sandbox, whose own two processes only wait for them. */
  private static List<ProcessHandle> servers(Process sandbox) {
    return sandbox.children().flatMap(ProcessHandle::descendants).toList();
  }

  private void end() {
    try {
      Process running = process;
      if (running != null) {
        // The first is the one that ends all others; a signal to the sandbox would just kill them.
        running.children().flatMap(ProcessHandle::children).forEach(ProcessHandle::destroy);
        running.waitFor(ENDING.toSeconds(), TimeUnit.SECONDS);
      }
      kill();
      FileTree.delete(folder);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** A connection as the owner. */
  public Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(url(database), OWNER, PASSWORD);
  }

  /** Does something as the owner. */
  public void execute(String database, String sql) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The name of a database with nothing in it. */
  public String emptyDatabaseName() throws IOException {
    String name = "db" + databases++;
    try {
      execute("postgres", "CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new IOException("no database can be made", e);
    }
    return name;
  }

  /** A database with nothing in it, as its owner sees it. */
  public ServerAddress emptyDatabase() throws IOException {
    return address(emptyDatabaseName());
  }

  /** A database as its owner sees it. */
  public ServerAddress address(String database) {
    return ServerAddress.of(url(database), Map.of("PGUSER", OWNER, "PGPASSWORD", PASSWORD));
  }

  /** How a database is named, without user and password. */
  public String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }
}
