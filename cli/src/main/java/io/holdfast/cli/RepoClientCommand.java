package io.holdfast.cli;

import io.holdfast.release.json.Json;
import io.holdfast.release.repository.RepositoryFetcher;
import io.holdfast.release.tuf.MetadataRefusedException;
import io.holdfast.release.tuf.TargetFile;
import io.holdfast.release.tuf.TrustedMetadata;
import io.holdfast.release.tuf.client.MetadataFolder;
import io.holdfast.release.tuf.client.TargetFolder;
import io.holdfast.release.tuf.client.Updater;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.ScopeType;

/**
 * {@code holdfast repo client}: any repository of The Update Framework as its clients see it. Its
 * words and exit codes are those of the client protocol of TUF's public conformance suite
 * (CLIENT-CLI.md), in which every refusal is exit code 1.
 */
@Command(
    name = "client",
    description = {
      "Reads any repository of The Update Framework (TUF): keeps the metadata that can be believed,"
          + " and downloads targets.",
      "Whatever is refused, for whatever reason, is exit code 1 here, as TUF's conformance suite"
          + " wants it."
    },
    subcommands = {
      RepoClientCommand.InitCommand.class,
      RepoClientCommand.RefreshCommand.class,
      RepoClientCommand.DownloadCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  holdfast repo client --metadata-dir known init 1.root.json",
      "  holdfast repo client --metadata-dir known \\",
      "    --metadata-url https://repo.example.com/metadata refresh"
    })
final class RepoClientCommand {
  @Mixin final HelpOption help = new HelpOption();

  @Option(
      names = "--metadata-dir",
      scope = ScopeType.INHERIT,
      paramLabel = "FOLDER",
      description = "Where the metadata that is believed is kept.")
  private @Nullable Path metadata;

  @Option(
      names = "--metadata-url",
      scope = ScopeType.INHERIT,
      paramLabel = "URL",
      description = "The repository's metadata: a folder or an http(s) URL.")
  private @Nullable String url;

  @Option(
      names = "--target-name",
      scope = ScopeType.INHERIT,
      paramLabel = "PATH",
      description = "A target to download; may be repeated.")
  private List<String> targets = new ArrayList<>();

  @Option(
      names = "--target-base-url",
      scope = ScopeType.INHERIT,
      paramLabel = "URL",
      description = "The repository's targets: a folder or an http(s) URL.")
  private @Nullable String targetUrl;

  @Option(
      names = "--target-dir",
      scope = ScopeType.INHERIT,
      paramLabel = "FOLDER",
      description = "Where downloaded targets go.")
  private @Nullable Path targetFolder;

  /** What the three have in common. */
  abstract static class ClientCommand extends WorkstationCommand {
    @ParentCommand private @Nullable RepoClientCommand client;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public final Integer call() throws IOException {
      try {
        Map<String, Object> result = run();
        if (json) {
          print(Json.write(result));
        }
        return ExitCode.DONE;
      } catch (MetadataRefusedException e) {
        err().println("holdfast: " + e.getMessage());
        return ExitCode.FAILED;
      }
    }

    /** Does it; the result in JSON. */
    abstract Map<String, Object> run() throws IOException, MetadataRefusedException;

    /** Tells a line, unless the result is to be JSON. */
    final void tell(String line) {
      if (!json) {
        printLine(line);
      }
    }

    final RepoClientCommand client() {
      if (client == null) {
        throw new IllegalStateException("a command runs only from a command line");
      }
      return client;
    }

    final MetadataFolder folder() {
      return new MetadataFolder(demand(client().metadata, "--metadata-dir"));
    }

    final Updater refreshed() throws IOException, MetadataRefusedException {
      Updater updater =
          Updater.begin(
              RepositoryFetcher.at(demand(client().url, "--metadata-url")),
              folder(),
              Instant.now());
      updater.refresh();
      return updater;
    }

    final <T> T demand(@Nullable T value, String option) {
      if (value == null) {
        throw new ParameterException(
            spec().commandLine(), "Missing required option: '" + option + "'");
      }
      return value;
    }
  }

  /** {@code holdfast repo client init}. */
  @Command(
      name = "init",
      description = "Begins to believe a root that you were given.",
      footer = {"", "Example:", "  holdfast repo client init --metadata-dir known 1.root.json"})
  static final class InitCommand extends ClientCommand {
    @Parameters(paramLabel = "ROOT", description = "A file of root metadata.")
    private Path root = Path.of("");

    @Override
    Map<String, Object> run() throws IOException, MetadataRefusedException {
      byte[] bytes = Files.readAllBytes(root);
      long version = TrustedMetadata.begin(Instant.now(), bytes).root().version();
      folder().begin(bytes);
      tell("Root version " + version + " is believed.");
      return Json.object("root", version);
    }
  }

  /** {@code holdfast repo client refresh}. */
  @Command(
      name = "refresh",
      description = "Brings the metadata up to date.",
      footer = {
        "",
        "Example:",
        "  holdfast repo client refresh --metadata-dir known \\",
        "    --metadata-url https://repo.example.com/metadata"
      })
  static final class RefreshCommand extends ClientCommand {
    @Override
    Map<String, Object> run() throws IOException, MetadataRefusedException {
      TrustedMetadata trusted = refreshed().trusted();
      tell("Up to date: root version " + trusted.root().version());
      return Json.object("root", trusted.root().version());
    }
  }

  /** {@code holdfast repo client download}. */
  @Command(
      name = "download",
      description = "Brings the metadata up to date, and downloads targets.",
      footer = {
        "",
        "Example:",
        "  holdfast repo client download --metadata-dir known \\",
        "    --metadata-url https://repo.example.com/metadata \\",
        "    --target-base-url https://repo.example.com/targets \\",
        "    --target-name a.txt --target-dir ."
      })
  static final class DownloadCommand extends ClientCommand {
    @Override
    Map<String, Object> run() throws IOException, MetadataRefusedException {
      TargetFolder folder = new TargetFolder(demand(client().targetFolder, "--target-dir"));
      RepositoryFetcher repository =
          RepositoryFetcher.at(demand(client().targetUrl, "--target-base-url"));
      if (client().targets.isEmpty()) {
        demand(null, "--target-name");
      }
      Updater updater = refreshed();
      List<Object> files = new ArrayList<>();
      for (String name : client().targets) {
        TargetFile target = updater.find(name);
        Path file = folder.fetch(target, repository, updater.trusted().root().consistentSnapshot());
        tell(name + " is in " + file);
        files.add(Json.object("target", name, "file", file.toString(), "bytes", target.length()));
      }
      return Json.object("targets", files);
    }
  }
}
