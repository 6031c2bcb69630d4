package io.holdfast.image.disk;

import io.holdfast.image.keys.SecureBootEnrolment;
import io.holdfast.release.Digest;
import io.holdfast.release.json.Json;
import io.holdfast.release.layout.DiskLayout;
import io.holdfast.release.layout.LoaderEntry;
import io.holdfast.release.manifest.Manifest;
import io.holdfast.release.manifest.Part;
import io.holdfast.release.repository.Repository;
import io.holdfast.release.repository.RepositoryException;
import io.holdfast.release.trust.SignedManifest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that is to come onto a disk, gathered in a work folder and verified before the disk is
 * touched.
 *
 * @param folder holds {@code root}, {@code verity}, and the trees {@code esp} and {@code oem}
 */
record Staging(Path folder) {
  /** The name under which the configuration comes onto the OEM partition. */
  static final String CONFIGURATION = "99_install.yaml";

  /** What a first generation is numbered. */
  private static final int FIRST = 1;

  /** The largest sector that disks have. */
  private static final int BLOCK = 4096;

  /** For what repart copies of the trees on its way, and for small files. */
  private static final long SLACK = 64 * ByteSize.MIB;

  /**
   * Fetches and verifies the parts, and writes what the installer itself adds.
   *
   * @param configuration for the node, checked by the caller
   * @param enrolment for the firmware; null for none
   * @throws RepositoryException if a part cannot be fetched or is damaged
   * @throws InstallFailedException if the work folder cannot hold it
   */
  static Staging gather(
      Path folder,
      Repository repository,
      SignedManifest signed,
      Manifest manifest,
      byte[] configuration,
      @Nullable SecureBootEnrolment enrolment,
      Instant now)
      throws IOException {
    demandSpace(folder, manifest);
    Staging staging = new Staging(folder);
    Path esp = staging.esp();
    staging.fetchImage(repository, manifest.part(Part.Kind.ROOT), staging.image(true));
    staging.fetchImage(repository, manifest.part(Part.Kind.VERITY), staging.image(false));
    for (Part.Kind kind : new Part.Kind[] {Part.Kind.UKI, Part.Kind.RECOVERY_UKI}) {
      Part uki = manifest.part(kind);
      staging.fetch(repository, uki, esp.resolve(DiskLayout.ukiPath(uki.digest())));
    }
    staging.fetch(repository, manifest.part(Part.Kind.LOADER), esp.resolve(DiskLayout.LOADER));
    staging.writeLoader(manifest, enrolment != null);
    if (enrolment != null) {
      staging.writeKeys(enrolment);
    }
    staging.writeOem(signed, manifest, configuration, now);
    return staging;
  }

  /** The tree of the EFI system partition. */
  Path esp() {
    return folder.resolve("esp");
  }

  /** The tree of the OEM partition. */
  Path oem() {
    return folder.resolve("oem");
  }

  /** The root image, or its hash tree. */
  Path image(boolean root) {
    return folder.resolve(root ? "root" : "verity");
  }

  private void writeKeys(SecureBootEnrolment enrolment) throws IOException {
    Path keys = esp().resolve(DiskLayout.SECURE_BOOT_FOLDER);
    for (Map.Entry<SecureBootEnrolment.Variable, byte[]> variable :
        enrolment.variables().entrySet()) {
      write(keys.resolve(variable.getKey().fileName()), variable.getValue());
    }
  }

  private void writeLoader(Manifest manifest, boolean enrols) throws IOException {
    String settings = DiskLayout.LOADER_CONF_TEXT + (enrols ? DiskLayout.LOADER_CONF_ENROLS : "");
    write(esp().resolve(DiskLayout.LOADER_CONF), settings.getBytes(StandardCharsets.UTF_8));
    String release = manifest.name() + " " + manifest.version();
    for (LoaderEntry entry :
        new LoaderEntry[] {
          LoaderEntry.ofGeneration(
              FIRST,
              release + " (generation " + FIRST + ")",
              manifest.part(Part.Kind.UKI).digest()),
          LoaderEntry.ofRecovery(release, manifest.part(Part.Kind.RECOVERY_UKI).digest())
        }) {
      write(
          esp().resolve(DiskLayout.ENTRY_FOLDER).resolve(entry.settledName()),
          entry.text().getBytes(StandardCharsets.UTF_8));
    }
  }

  private void writeOem(SignedManifest signed, Manifest manifest, byte[] configuration, Instant now)
      throws IOException {
    Path node = oem().resolve(DiskLayout.NODE_FOLDER);
    write(oem().resolve(CONFIGURATION), configuration);
    // It may hold secrets, and users of the node can look into /oem.
    Files.setPosixFilePermissions(
        oem().resolve(CONFIGURATION), PosixFilePermissions.fromString("rw-------"));
    write(
        node.resolve(DiskLayout.MANIFEST_FOLDER).resolve(signed.digest().hex() + ".json"),
        signed.manifest());
    write(
        node.resolve(DiskLayout.INSTALLED_FILE),
        installed(manifest, signed.digest(), now).getBytes(StandardCharsets.UTF_8));
  }

  /** What the node's first start reads: JSON of format version 1. */
  static String installed(Manifest manifest, Digest digest, Instant now) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("format", 1);
    object.put("name", manifest.name().text());
    object.put("version", manifest.version().text());
    object.put("manifest", digest.toString());
    object.put("rootHash", manifest.rootHash().hex());
    object.put("uki", manifest.part(Part.Kind.UKI).digest().toString());
    object.put("installedAt", now.truncatedTo(ChronoUnit.SECONDS).toString());
    return Json.write(object);
  }

  /** With zeros after it up to a whole block, for only whole blocks can be written to disks. */
  private void fetchImage(Repository repository, Part part, Path file) throws IOException {
    fetch(repository, part, file);
    try (RandomAccessFile padded = new RandomAccessFile(file.toFile(), "rw")) {
      padded.setLength(new ByteSize(part.size()).roundedUpTo(BLOCK).bytes());
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private void fetch(Repository repository, Part part, Path file) throws IOException {
    try (InputStream bytes = repository.open(part, 0)) {
      Files.createDirectories(file.getParent());
      try (OutputStream out = Files.newOutputStream(file)) {
        bytes.transferTo(out);
      }
    } catch (RepositoryException e) {
      throw e;
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private void write(Path file, byte[] bytes) throws InstallFailedException {
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private InstallFailedException unwritable(IOException cause) {
    return new InstallFailedException(
        "Cannot write into the work folder "
            + folder
            + ": "
            + cause.getMessage()
            + ". The disk was not touched. Make room there, or choose another work folder.",
        cause);
  }

  private static void demandSpace(Path folder, Manifest manifest) throws IOException {
    long once = 0;
    for (Part part : manifest.parts()) {
      // Files for file systems are copied once more before they come onto the disk.
      boolean block = part.kind() == Part.Kind.ROOT || part.kind() == Part.Kind.VERITY;
      once += block ? part.size() : 3 * part.size();
    }
    FileStore store = Files.getFileStore(folder);
    if (store.getUsableSpace() < once + SLACK) {
      throw new InstallFailedException(
          "The work folder "
              + folder
              + " has room for "
              + new ByteSize(store.getUsableSpace())
              + ", and "
              + new ByteSize(once + SLACK)
              + " are needed. The disk was not touched. Make room there, or choose another.");
    }
  }
}
