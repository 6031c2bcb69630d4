package io.holdfast.cli;

import io.holdfast.release.content.ChannelName;
import io.holdfast.release.json.Json;
import io.holdfast.release.tuf.signing.Draft;
import io.holdfast.release.tuf.signing.KeyCount;
import io.holdfast.release.tuf.signing.SignedRepository;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast repo role}. */
@Command(
    name = "role",
    description = "Roles of a repository: who may speak for what.",
    subcommands = RepoRoleCommand.AddCommand.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Example:", "  holdfast repo role add repo models --keys ~/keys"})
final class RepoRoleCommand {
  @Mixin final HelpOption help = new HelpOption();

  /** {@code holdfast repo role add}. */
  @Command(
      name = "add",
      description = {
        "Adds a role that speaks for one channel of content and nothing else, and makes its keys.",
        "The keys of targets sign that; those of snapshot and timestamp too."
      },
      footer = {
        "",
        "Examples:",
        "  holdfast repo role add repo models --keys /media/stick --keys ~/keys \\",
        "    --to ~/keys",
        "  holdfast repo role add repo config.edge --keys ~/keys --count 2/3"
      })
  static final class AddCommand extends WorkstationCommand {
    @Parameters(index = "0", paramLabel = "REPO", description = "The repository's folder.")
    private Path repository = Path.of("");

    @Parameters(
        index = "1",
        paramLabel = "CHANNEL",
        description = "A channel of content, or config.RELEASE for configurations.")
    private String channel = "";

    @Option(
        names = "--count",
        defaultValue = "1",
        paramLabel = "N|M/N",
        description = "How many keys it has, and how many must sign (default: 1).")
    private KeyCount count = KeyCount.ONE;

    @Option(
        names = "--add",
        paramLabel = "FILE",
        description = "A key's .pub file, made elsewhere with 'keys role'; may be repeated.")
    private List<Path> added = new ArrayList<>();

    @Option(
        names = "--to",
        paramLabel = "FOLDER",
        description = "Where its keys are made (default: the first of --keys).")
    private @Nullable Path to;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Mixin private final SigningOptions signing = new SigningOptions();

    @Override
    public Integer call() throws Exception {
      signing.demand();
      SignedRepository signed = new SignedRepository(repository, Instant.now());
      Draft draft =
          signed
              .drafting()
              .addRole(
                  new ChannelName(channel),
                  count,
                  SigningOptions.publicKeys(added),
                  () -> signing.made(to));
      Draft left = signing.end(signed, draft);
      if (left != null) {
        print(signing.text(left, repository, json));
        return ExitCode.DONE;
      }
      String role = draft.documents().getLast().role();
      if (json) {
        print(Json.write(Json.object("role", role, "channel", channel)));
      } else {
        printLine("Role " + role + " speaks for channel " + channel + " in " + repository);
      }
      return ExitCode.DONE;
    }
  }
}
