package io.holdfast.cli;

import io.holdfast.host.Progress;
import io.holdfast.image.build.ReleaseBuilder;
import io.holdfast.image.build.ReleaseInputs;
import io.holdfast.image.build.SecureBootSigner;
import io.holdfast.image.keys.KeyFolder;
import io.holdfast.image.recipe.Recipe;
import io.holdfast.image.recipe.RecipeReader;
import io.holdfast.release.manifest.ReleaseRef;
import io.holdfast.release.repository.RepositoryWriter;
import io.holdfast.release.tuf.MetadataRefusedException;
import io.holdfast.release.tuf.TrustedMetadata;
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

/** {@code holdfast build}. */
@Command(
    name = "build",
    description = "Builds a signed release from a recipe and publishes it in a repository folder.",
    footer = {
      "",
      "Examples:",
      "  holdfast build recipe.yaml --to repo --keys ~/keys",
      "  holdfast build recipe.yaml --to repo --keys ~/keys --trust next.pub --json",
      "  holdfast build recipe.yaml --to repo --keys ~/keys \\",
      "      --root repo/metadata/1.root.json"
    })
final class BuildCommand extends WorkstationCommand {
  @Parameters(paramLabel = "RECIPE", description = "The recipe, a YAML file.")
  private Path recipe = Path.of("");

  @Option(
      names = "--to",
      required = true,
      paramLabel = "REPO",
      description = "The repository's folder; made if it is not there.")
  private Path repository = Path.of("");

  @Option(
      names = "--keys",
      required = true,
      paramLabel = "FOLDER",
      description = "What 'holdfast keys new' made.")
  private Path keys = Path.of("");

  @Option(
      names = "--trust",
      paramLabel = "FILE",
      description = "Public keys that nodes trust besides this one; may be repeated.")
  private List<Path> trust = new ArrayList<>();

  @Option(
      names = "--root",
      paramLabel = "FILE",
      description = {
        "Root metadata of the repository, made by 'holdfast repo init': nodes of this release then"
            + " take only what fresh metadata vouches for."
      })
  private @Nullable Path root;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Mixin private final Passphrase passphrase = new Passphrase();

  @Override
  public Integer call() throws Exception {
    Recipe wanted = RecipeReader.read(recipe);
    KeyFolder folder = KeyFolder.open(keys.toAbsolutePath(), passphrase.read());
    demandRoot();
    Progress progress = Workplace.lines(err());
    List<Path> trusted = new ArrayList<>(trust);
    trusted.addFirst(folder.releasePublicFile());
    ReleaseBuilder builder =
        new ReleaseBuilder(Workplace.tools(progress), Workplace.cache(), progress);
    try (RepositoryWriter writer = RepositoryWriter.open(repository)) {
      ReleaseRef release =
          builder.build(
              new ReleaseInputs(wanted, Workplace.agentJars(), trusted, root),
              folder.releaseKey(),
              SecureBootSigner.of(folder.secureBoot()),
              writer);
      print(ReleaseText.of(release, "is published in " + repository, json));
    }
    return ExitCode.DONE;
  }

  /** A node with a root that is none would take no change any more. */
  private void demandRoot() throws IOException, MetadataRefusedException {
    if (root != null) {
      TrustedMetadata.begin(Instant.now(), Files.readAllBytes(root));
    }
  }
}
