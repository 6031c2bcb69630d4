package io.holdfast.release.trust;

import io.holdfast.release.Version;
import io.holdfast.release.manifest.Manifest;
import io.holdfast.release.manifest.ManifestException;
import io.holdfast.release.manifest.ReleaseName;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The keys whose word counts: one signature by any of them is enough. Immutable; safe for use by
 * several threads.
 *
 * @param keys 1 to {@link #MAX_KEYS}, each once
 */
public record TrustedKeys(List<ReleaseKey> keys) {
  /** A key for each of a few teams and its successor; more is a mistake, such as a wrong folder. */
  public static final int MAX_KEYS = 32;

  /** The ending of key files in a folder of trusted keys. */
  public static final String FILE_ENDING = ".pub";

  /** Checks the number of keys, and that their ids differ. */
  public TrustedKeys {
    if (keys.isEmpty() || keys.size() > MAX_KEYS) {
      throw new IllegalArgumentException(
          "from 1 to " + MAX_KEYS + " keys can be trusted, not " + keys.size());
    }
    Set<KeyId> ids = new HashSet<>();
    for (ReleaseKey key : keys) {
      if (!ids.add(key.id())) {
        throw new IllegalArgumentException("two trusted keys have the id " + key.id());
      }
    }
    keys = List.copyOf(keys);
  }

  /**
   * Reads all files {@code *.pub} of a folder.
   *
   * @throws KeyFileException if there are none or too many, or one of them is no Ed25519 public key
   */
  public static TrustedKeys load(Path folder) throws IOException {
    List<Path> files = keyFiles(folder);
    if (files.isEmpty()) {
      throw new KeyFileException(
          "There is no key file *"
              + FILE_ENDING
              + " in "
              + folder
              + ", so nothing can be trusted. Put the public key of whom to trust there.");
    }
    List<ReleaseKey> keys = new ArrayList<>();
    for (Path file : files) {
      keys.add(ReleaseKey.read(file));
    }
    // The same key in two files is harmless.
    return new TrustedKeys(keys.stream().distinct().toList());
  }

  /**
   * Verifies the signature of a release, and only then reads the manifest.
   *
   * @throws UntrustedException as {@link #verify(Domain, SignedManifest)}
   * @throws ManifestException if it is signed, but this Holdfast cannot use it
   */
  public Manifest verify(SignedManifest signed) throws UntrustedException, ManifestException {
    return Manifest.parse(verify(Domain.RELEASE, signed));
  }

  /**
   * Verifies that one of these keys signed a manifest, and signed it as one of this kind.
   *
   * @return the manifest's bytes, to be read only now
   * @throws UntrustedException if the signature file is damaged, the key is not among these, or the
   *     signature is not of these bytes or not of this domain
   */
  public byte[] verify(Domain domain, SignedManifest signed) throws UntrustedException {
    Signature signature = Signature.parse(signed.signature());
    byte[] manifest = signed.manifest();
    if (!Ed25519.verify(keyOf(signature).key(), domain, manifest, signature.bytes())) {
      throw new UntrustedException(
          "The manifest does not fit its signature by key "
              + signature.keyId()
              + ": one of the two was damaged or changed after it was signed."
              + " Fetch both again; if it stays so, do not use this repository.");
    }
    return manifest;
  }

  /**
   * Verifies as {@link #verify(SignedManifest)}, and that it is the release that was asked for: a
   * repository could hand out another one, old and truly signed.
   *
   * @throws UntrustedException also if it is another release
   */
  public Manifest verify(SignedManifest signed, ReleaseName name, Version version)
      throws UntrustedException, ManifestException {
    Manifest manifest = verify(signed);
    if (!manifest.name().equals(name) || !manifest.version().equals(version)) {
      throw new UntrustedException(
          "The manifest is signed, but it is that of "
              + manifest.name()
              + " "
              + manifest.version()
              + ", and "
              + name
              + " "
              + version
              + " was asked for: the repository hands out one release for another."
              + " Publish the release there again, or use another repository.");
    }
    return manifest;
  }

  private ReleaseKey keyOf(Signature signature) throws UntrustedException {
    for (ReleaseKey key : keys) {
      if (key.id().equals(signature.keyId())) {
        return key;
      }
    }
    throw new UntrustedException(
        "The manifest is signed by key "
            + signature.keyId()
            + ", which is not trusted here (trusted: "
            + keys.stream().limit(5).map(ReleaseKey::toString).collect(Collectors.joining(", "))
            + (keys.size() > 5 ? ", ..." : "")
            + "). If that key is to be trusted, add its public key file to the trusted keys.");
  }

  private static List<Path> keyFiles(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new KeyFileException(
          "There is no folder of trusted keys at "
              + folder
              + ". Name one with files *"
              + FILE_ENDING
              + ".");
    }
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*" + FILE_ENDING)) {
      for (Path file : found) {
        if (files.size() == MAX_KEYS) {
          throw new KeyFileException(
              "There are more than "
                  + MAX_KEYS
                  + " key files in "
                  + folder
                  + ". Remove those that need not be trusted any more.");
        }
        files.add(file);
      }
    }
    files.sort(null);
    return files;
  }
}
