package io.holdfast.cli;

import io.holdfast.cli.node.LateProgress;
import io.holdfast.inventory.index.CarrierIndex;
import io.holdfast.inventory.index.KeptIndex;
import io.holdfast.inventory.index.database.IndexUnusableException;
import io.holdfast.release.Version;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.content.ContentRef;
import io.holdfast.release.json.Json;
import io.holdfast.release.manifest.ReleaseRef;
import io.holdfast.release.repository.ReleaseEntry;
import io.holdfast.release.repository.Repository;
import io.holdfast.release.trust.UntrustedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast inventory index}. */
@Command(
    name = "index",
    description =
        "Puts inventories into the index that 'find' asks: all releases, extensions and content of a"
            + " repository, or files. Or makes the index again from what was put into it.",
    footer = {
      "",
      "Examples:",
      "  holdfast inventory index --from repo --trust release.pub \\",
      "    --trust content-rules.pub",
      "  holdfast inventory index extension.cdx.json --json",
      "  holdfast inventory index --from repo --trust release.pub \\",
      "    --index jdbc:postgresql://db.example.net/holdfast",
      "  holdfast inventory index --rebuild"
    })
final class InventoryIndexCommand extends WorkstationCommand {
  @Parameters(paramLabel = "FILE", arity = "0..*", description = "Inventories of no release.")
  private List<Path> files = new ArrayList<>();

  @Mixin private final InventorySource source = new InventorySource();

  @Mixin private final IndexOptions place = new IndexOptions();

  @Option(
      names = "--rebuild",
      description =
          "Make the index again from all that was ever put into it. On a server it is made again"
              + " whole or not at all, and others can ask it all the while.")
  private boolean rebuild;

  @Option(
      names = "--forget",
      description =
          "With --rebuild on a server: also if documents cannot be read here; they are forgotten.")
  private boolean forget;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  private final List<String> left = new ArrayList<>();
  private long added;

  @Override
  public Integer call() throws Exception {
    String repository = source.repository();
    if (rebuild ? repository != null || !files.isEmpty() : forget) {
      throw new IllegalArgumentException(
          "'--rebuild' is used alone, or with '--forget': it reads what was put in before.");
    }
    if (repository == null && files.isEmpty() && !rebuild) {
      throw new IllegalArgumentException(
          "Nothing was named to put into the index. Name files, or a repository with --from.");
    }
    try (LateProgress progress = LateProgress.startedNow(err());
        KeptIndex kept = place.open(err(), progress)) {
      if (rebuild) {
        for (String each : kept.rebuild(forget, progress)) {
          left.add(each);
          err().println("Left out: " + each);
        }
      }
      for (Path file : files) {
        progress.step("read " + file);
        added += kept.addFile(file, err()::println) ? 1 : 0;
      }
      if (repository != null) {
        String from = repository.contains("://") ? repository : absolute(repository);
        addReleases(from, kept, progress);
        addContents(from, kept, progress);
      }
      CarrierIndex.Size size = kept.use(CarrierIndex::size, err()::println);
      print(
          json
              ? Json.write(
                  Json.object(
                      "added",
                      added,
                      "inventories",
                      size.inventories(),
                      "nodes",
                      size.nodes(),
                      "leftOut",
                      left))
              : added + " added; the index has " + size.inventories() + " inventories.\n");
    }
    return left.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private void addReleases(String from, KeptIndex kept, LateProgress progress) throws Exception {
    for (ReleaseEntry entry : Repository.at(from).list()) {
      progress.step("read " + entry);
      try {
        ReleaseRef release = source.verified(entry.name(), entry.version());
        added += kept.addRelease(from, release, err()::println) ? 1 : 0;
      } catch (IndexUnusableException e) {
        throw e;
      } catch (IOException e) {
        leaveOut(entry.toString(), e);
      }
    }
  }

  /** Whoever trusts no key of a channel is told so, and gets the rest. */
  private void addContents(String from, KeptIndex kept, LateProgress progress) throws Exception {
    Repository repository = Repository.at(from);
    for (ChannelName channel : repository.channels()) {
      for (Version version : repository.contentVersions(channel)) {
        progress.step("read " + channel + " " + version);
        try {
          ContentRef content = source.verified(channel, version);
          if (content != null) {
            added += kept.addContent(from, content, err()::println) ? 1 : 0;
          }
        } catch (IndexUnusableException e) {
          throw e;
        } catch (IOException | UntrustedException e) {
          leaveOut(channel + " " + version, e);
        }
      }
    }
  }

  private void leaveOut(String what, Exception why) {
    left.add(what + ": " + why.getMessage());
    err().println("Left out: " + left.getLast());
  }

  private static String absolute(String folder) {
    return Path.of(folder).toAbsolutePath().toString();
  }
}
