package io.holdfast.cli;

import io.holdfast.host.DurableFile;
import io.holdfast.release.admission.NotAdmittedException;
import io.holdfast.release.json.Json;
import io.holdfast.release.trust.ReleaseKey;
import io.holdfast.release.tuf.MetadataRefusedException;
import io.holdfast.release.tuf.signing.Draft;
import io.holdfast.release.tuf.signing.RoleKeys;
import io.holdfast.release.tuf.signing.SignedRepository;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whose keys sign a change to a repository's metadata: those here, or those of others, later. */
final class SigningOptions {
  @Option(
      names = "--keys",
      paramLabel = "FOLDER",
      description = "Where keys of roles lie that sign; may be repeated.")
  private List<Path> folders = new ArrayList<>();

  @Option(
      names = "--prepare",
      paramLabel = "FILE",
      description = "Change nothing; write the change to a file that others can sign.")
  private @Nullable Path file;

  @Mixin private final Passphrase passphrase = new Passphrase();

  /** What was typed once; the same opens the keys that sign, and those that are made. */
  private char @Nullable [] typed;

  private boolean isAsked;

  /** Before anything is read: somebody must sign, now or later. */
  void demand() {
    if (folders.isEmpty() && file == null) {
      throw new IllegalArgumentException(
          "Missing option: --keys FOLDER, or --prepare FILE to let others sign.");
    }
  }

  /** The keys here; null if none are, which is enough to prepare a change. */
  private @Nullable RoleKeys keys() throws IOException {
    demand();
    if (folders.isEmpty()) {
      return null;
    }
    if (!isAsked) {
      typed = passphrase.read();
      isAsked = true;
    }
    return new RoleKeys(absolute(folders), typed);
  }

  /**
   * Where new keys are made.
   *
   * @param to a folder of their own; null for the first of those that sign
   */
  RoleKeys made(@Nullable Path to) throws IOException {
    if (to == null && folders.isEmpty()) {
      throw new IllegalArgumentException("Missing option: --keys FOLDER, where new keys are made.");
    }
    Path folder = to == null ? folders.getFirst() : to;
    if (!isAsked) {
      typed = passphrase.readNew();
      isAsked = true;
    }
    return new RoleKeys(folder.toAbsolutePath(), typed);
  }

  /**
   * Makes a change, or writes it to the file.
   *
   * @return what is left to be signed; null if it is made
   */
  @Nullable Draft end(SignedRepository repository, Draft draft)
      throws IOException, MetadataRefusedException, NotAdmittedException {
    RoleKeys keys = keys();
    Draft signed = keys == null ? draft : draft.signedWith(keys);
    if (file != null) {
      DurableFile.replace(file.toAbsolutePath(), signed.toBytes());
      return signed;
    }
    if (keys != null) {
      repository.accept(signed, keys);
    }
    return null;
  }

  /** What is told of a change that is only prepared: all that is signed, and what is to be done. */
  String text(Draft left, Path repository, boolean json) throws MetadataRefusedException {
    if (json) {
      return Json.write(DraftText.json(left));
    }
    return String.join("\n", DraftText.lines(left))
        + "\nPrepared in "
        + file
        + "; nothing is changed yet. Next: holdfast repo sign "
        + file
        + " --keys FOLDER, and then holdfast repo accept "
        + repository
        + " "
        + file
        + " --keys FOLDER\n";
  }

  /** Public keys, each from its file. */
  static List<ReleaseKey> publicKeys(List<Path> files) throws IOException {
    List<ReleaseKey> keys = new ArrayList<>();
    for (Path each : files) {
      keys.add(ReleaseKey.read(each));
    }
    return keys;
  }

  static List<Path> absolute(List<Path> folders) {
    return folders.stream().map(Path::toAbsolutePath).toList();
  }
}
