package io.holdfast.lab.drill.prepare;

import io.holdfast.lab.drill.act.July2024;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.content.ContentFolder;
import io.holdfast.release.content.ContentRefusedException;
import io.holdfast.release.manifest.ManifestException;
import io.holdfast.release.repository.ContentPublication;
import io.holdfast.release.repository.RepositoryWriter;
import io.holdfast.release.trust.Domain;
import io.holdfast.release.trust.SignedManifest;
import io.holdfast.release.trust.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Repositories of content that no node may take, each wrong in one way. */
final class RefusedContents {
  private static final ChannelName RULES = new ChannelName(July2024.CHANNEL);
  private static final ChannelName OTHER = new ChannelName("prices");

  /** Beyond what the recipe's channel takes. */
  private static final int TOO_LARGE = 100_000;

  private final SigningKey key;
  private final Path work;

  /**
   * Those for a channel.
   *
   * @param key that may sign for it
   * @param work a folder for the files
   */
  RefusedContents(SigningKey key, Path work) {
    this.key = key;
    this.work = work;
  }

  /** Makes all that {@link July2024#refusedContents} names, each in a folder of its name. */
  void make(Path folder) throws IOException, ContentRefusedException, ManifestException {
    for (String name : July2024.refusedContents()) {
      Path repository = folder.resolve(name);
      Files.createDirectories(folder);
      switch (name) {
        case "wrong-key" -> publish(RULES, SigningKey.generate(), "rules 9\n", repository);
        case "wrong-channel" -> {
          publish(RULES, key, "rules 9\n", repository);
          Path other = work.resolve("prices");
          publish(OTHER, key, "prices 9\n", other);
          for (String file : List.of("9.json", "9.json.sig")) {
            replace(
                manifests(repository, RULES).resolve(file), manifests(other, OTHER).resolve(file));
          }
        }
        case "too-large" -> publish(RULES, key, "9".repeat(TOO_LARGE), repository);
        case "path-tricks" -> {
          publish(RULES, key, "rules 9\n", repository);
          sign(manifests(repository, RULES), "\"rules.txt\"", "\"../../rules.txt\"");
        }
        default -> throw new IllegalStateException("nobody knows how to make " + name);
      }
    }
  }

  private void publish(ChannelName channel, SigningKey signer, String text, Path repository)
      throws IOException, ContentRefusedException, ManifestException {
    Path files = Files.createTempDirectory(work, "refused-");
    Files.writeString(files.resolve("rules.txt"), text);
    try (RepositoryWriter writer = RepositoryWriter.open(repository)) {
      new ContentPublication(channel, July2024.REFUSED_RULES, signer)
          .publish(ContentFolder.read(files, List.of()), writer);
    }
  }

  /** Signs a manifest that no tool of ours would write. */
  private void sign(Path manifests, String text, String by) throws IOException {
    Path file = manifests.resolve("9.json");
    String changed = Files.readString(file).replace(text, by);
    SignedManifest signed = key.sign(Domain.CONTENT, changed.getBytes(StandardCharsets.UTF_8));
    Files.write(file, signed.manifest());
    Files.write(manifests.resolve("9.json.sig"), signed.signature());
  }

  private static void replace(Path file, Path by) throws IOException {
    Files.write(file, Files.readAllBytes(by));
  }

  private static Path manifests(Path repository, ChannelName channel) {
    return repository.resolve("content/" + channel);
  }
}
