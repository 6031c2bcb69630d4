package io.holdfast.image.inspect;

import io.holdfast.host.Progress;
import io.holdfast.image.disk.ByteSize;
import io.holdfast.image.inspect.Inspection.Kind;
import io.holdfast.image.inspect.Inspection.Notes;
import io.holdfast.release.manifest.Manifest;
import io.holdfast.release.manifest.ManifestException;
import io.holdfast.release.manifest.Part;
import io.holdfast.release.repository.ReleaseEntry;
import io.holdfast.release.repository.Repository;
import io.holdfast.release.repository.RepositoryException;
import io.holdfast.release.trust.Signature;
import io.holdfast.release.trust.SignedManifest;
import io.holdfast.release.trust.TrustedKeys;
import io.holdfast.release.trust.UntrustedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks at a repository, or at one release in it. */
record RepositoryInspection(@Nullable TrustedKeys trusted, Progress progress) {
  private static final String SIGNATURE_ENDING = ".sig";

  Inspection of(Path folder) throws IOException {
    Notes notes = new Notes();
    Repository repository = Repository.at(folder.toString());
    List<ReleaseEntry> releases;
    try {
      releases = repository.list();
    } catch (RepositoryException e) {
      notes.problem(String.valueOf(e.getMessage()));
      return notes.of(Kind.REPOSITORY);
    }
    for (ReleaseEntry entry : releases) {
      progress.step("verify " + entry);
      try {
        SignedManifest signed = repository.manifest(entry.name(), entry.version());
        notes.fact("release", entry + ", " + signed.digest().abbreviated() + signer(signed));
        Manifest manifest = verified(signed, notes);
        if (manifest != null) {
          verifyParts(repository, manifest, notes);
        }
      } catch (RepositoryException e) {
        notes.problem(entry + ": " + e.getMessage());
      }
    }
    return notes.of(Kind.REPOSITORY);
  }

  Inspection ofManifest(Path file) throws IOException {
    Notes notes = new Notes();
    if (Files.size(file) > Manifest.MAX_BYTES) {
      notes.problem("It has more than " + Manifest.MAX_BYTES + " bytes: that is no manifest.");
      return notes.of(Kind.RELEASE);
    }
    Path beside = file.resolveSibling(file.getFileName() + SIGNATURE_ENDING);
    boolean isSigned = Files.isRegularFile(beside) && Files.size(beside) <= Signature.MAX_BYTES;
    SignedManifest signed =
        new SignedManifest(
            Files.readAllBytes(file), isSigned ? Files.readAllBytes(beside) : new byte[0]);
    notes.fact("digest", signed.digest());
    notes.fact("signed by", isSigned ? signer(signed).replaceFirst("^, signed by ", "") : "nobody");
    if (!isSigned) {
      notes.problem("There is no signature beside it, in " + beside.getFileName() + ".");
    }
    Manifest manifest = verified(signed, notes);
    if (manifest == null) {
      return notes.of(Kind.RELEASE);
    }
    notes.fact("name", manifest.name());
    notes.fact("version", manifest.version());
    notes.fact("architecture", manifest.architecture());
    notes.fact("base", manifest.baseDescription());
    notes.fact("root hash", manifest.rootHash().hex());
    for (Part part : manifest.parts()) {
      notes.fact("part", part.kind() + ", " + new ByteSize(part.size()) + ", " + part.digest());
    }
    Path releases = file.toAbsolutePath().getParent();
    Path folder = releases == null ? null : releases.getParent();
    if (folder != null && Files.isRegularFile(folder.resolve("repository.json"))) {
      verifyParts(Repository.at(folder.toString()), manifest, notes);
    } else {
      notes.fact("parts", "not looked at: the manifest lies in no repository");
    }
    return notes.of(Kind.RELEASE);
  }

  /**
   * Null if it is no manifest; one that nobody trusted signed is told, and looked at all the same.
   */
  private @Nullable Manifest verified(SignedManifest signed, Notes notes) {
    try {
      if (trusted != null) {
        try {
          return trusted.verify(signed);
        } catch (UntrustedException e) {
          notes.problem(String.valueOf(e.getMessage()));
        }
      }
      return Manifest.parse(signed.manifest());
    } catch (ManifestException e) {
      notes.problem(String.valueOf(e.getMessage()));
      return null;
    }
  }

  /** A part that is damaged or missing shows when it is read. */
  private void verifyParts(Repository repository, Manifest manifest, Notes notes) {
    for (Part part : manifest.parts()) {
      try (InputStream bytes = repository.open(part, 0)) {
        bytes.transferTo(OutputStream.nullOutputStream());
      } catch (IOException e) {
        notes.problem(
            manifest.name()
                + " "
                + manifest.version()
                + ", "
                + part.describe()
                + ": "
                + e.getMessage());
      }
    }
  }

  private static String signer(SignedManifest signed) {
    try {
      return ", signed by " + Signature.parse(signed.signature()).keyId();
    } catch (UntrustedException e) {
      return ", its signature cannot be read";
    }
  }
}
