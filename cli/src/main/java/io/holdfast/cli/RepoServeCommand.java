package io.holdfast.cli;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast repo serve}. */
@Command(
    name = "serve",
    description = {
      "Serves a repository over HTTP until it is stopped, for trying out: any web server can.",
      "Only this machine reaches it, unless --bind says otherwise."
    },
    footer = {"", "Example:", "  holdfast repo serve repo --port 8080"})
final class RepoServeCommand extends WorkstationCommand {
  private static final int MOST_PORT = 65535;

  @Parameters(paramLabel = "REPO", description = "The repository's folder.")
  private Path repository = Path.of("");

  @Option(
      names = "--port",
      defaultValue = "8080",
      description = "The port (default: ${DEFAULT-VALUE}); 0 for a free one.")
  private int port;

  @Option(
      names = "--bind",
      defaultValue = "127.0.0.1",
      paramLabel = "ADDRESS",
      description = "The address of this machine (default: ${DEFAULT-VALUE}).")
  private String address = "";

  @Override
  public Integer call() throws Exception {
    if (port < 0 || port > MOST_PORT) {
      throw new IllegalArgumentException("--port is from 0 to " + MOST_PORT + ", not " + port);
    }
    Path folder = repository.toAbsolutePath().normalize();
    if (!Files.isDirectory(folder)) {
      throw new NotDirectoryException(folder.toString());
    }
    HttpServer server =
        SimpleFileServer.createFileServer(
            new InetSocketAddress(InetAddress.getByName(address), port),
            folder,
            SimpleFileServer.OutputLevel.NONE);
    server.start();
    try {
      printLine(
          "Serving " + repository + " at http://" + address + ":" + server.getAddress().getPort());
      new CountDownLatch(1).await();
    } finally {
      server.stop(0);
    }
    return ExitCode.DONE;
  }
}
