package io.holdfast.cli;

import io.holdfast.cli.node.LateProgress;
import io.holdfast.release.Version;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.json.Json;
import io.holdfast.release.manifest.ReleaseName;
import io.holdfast.release.repository.SignedStatements;
import io.holdfast.release.trust.ReleaseKey;
import io.holdfast.release.trust.TrustedKeys;
import io.holdfast.release.tuf.signing.Draft;
import io.holdfast.release.tuf.signing.Promotion;
import io.holdfast.release.tuf.signing.SignedRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast repo promote}. */
@Command(
    name = "promote",
    description = {
      "Takes one release or content from another repository, whole and verified, and vouches for it"
          + " in this one's metadata.",
      "What is withdrawn, here or there, is refused before anything is copied (exit code 3)."
    },
    footer = {
      "",
      "Examples:",
      "  holdfast repo promote edge --version 1.4.0 --from staging --to repo \\",
      "    --root staging/metadata/1.root.json --keys ~/keys",
      "  holdfast repo promote rules --content --version 8 --to repo \\",
      "    --from https://staging.example.com --trust content-rules.pub --keys ~/keys"
    })
final class RepoPromoteCommand extends WorkstationCommand {
  @Parameters(paramLabel = "NAME", description = "The release's; with --content, the channel's.")
  private String name = "";

  @Option(names = "--version", required = true, description = "Its version.")
  private Version version = new Version("0");

  @Option(names = "--content", description = "It is content or an extension, not a release.")
  private boolean content;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "STAGING",
      description = "The other repository: a folder, or an http(s) URL.")
  private String from = "";

  @Option(
      names = "--to",
      required = true,
      paramLabel = "REPO",
      description = "The repository's folder.")
  private Path to = Path.of("");

  @Option(
      names = "--root",
      paramLabel = "FILE",
      description = "Root metadata of STAGING, which must vouch for it.")
  private @Nullable Path root;

  @Option(
      names = "--trust",
      paramLabel = "FILE",
      description = "A public key that must have signed it; may be repeated, one is enough.")
  private List<Path> trust = new ArrayList<>();

  @Option(names = "--floor", description = "No node is to go below it any more.")
  private boolean floor;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Mixin private final SigningOptions signing = new SigningOptions();

  @Override
  public Integer call() throws Exception {
    signing.demand();
    SignedRepository repository = new SignedRepository(to, Instant.now());
    Draft draft;
    String target;
    try (LateProgress progress = LateProgress.startedNow(err())) {
      Promotion promotion = new Promotion(from, repository, proof(), progress);
      if (content) {
        ChannelName channel = new ChannelName(name);
        draft = promotion.content(channel, version, floor);
        target = SignedStatements.target(channel, version);
      } else {
        ReleaseName release = new ReleaseName(name);
        draft = promotion.release(release, version, floor);
        target = SignedStatements.target(release, version);
      }
    }
    Draft left = signing.end(repository, draft);
    if (left != null) {
      print(signing.text(left, to, json));
    } else if (json) {
      print(Json.write(Json.object("target", target, "from", from, "floor", floor)));
    } else {
      printLine(target + " of " + from + " is vouched for in " + to);
    }
    return ExitCode.DONE;
  }

  private Promotion.Proof proof() throws IOException {
    List<ReleaseKey> keys = SigningOptions.publicKeys(trust);
    return new Promotion.Proof(
        root == null ? null : new Promotion.RootFile(Files.readAllBytes(root)),
        keys.isEmpty() ? null : new TrustedKeys(keys));
  }
}
