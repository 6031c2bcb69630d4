package io.holdfast.image.disk;

import io.holdfast.image.keys.SecureBootEnrolment;
import io.holdfast.release.Version;
import io.holdfast.release.manifest.ReleaseName;
import io.holdfast.release.repository.Repository;
import io.holdfast.release.trust.TrustedKeys;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What an operator wants installed, and where.
 *
 * @param disk where it is to be installed
 * @param existing what may become of what is there
 * @param slots how large slots A and B shall be
 * @param repository where the release comes from
 * @param name of the release; null if the repository has only one
 * @param version null for the newest
 * @param trusted whose signature it must have
 * @param configuration bytes of the node's cloud-config, checked by the caller
 * @param enrolment what firmware in setup mode is to enforce; null to leave the firmware as it is
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; written to the disk as it is.
public record InstallRequest(
    DiskWish disk,
    Existing existing,
    SlotSize slots,
    Repository repository,
    @Nullable ReleaseName name,
    @Nullable Version version,
    TrustedKeys trusted,
    byte[] configuration,
    @Nullable SecureBootEnrolment enrolment) {

  /**
   * With slots as large as the disk allows.
   *
   * @param disk a block device, an image file, or {@code auto}
   * @param size of an image file that is to be made or enlarged, in bytes; 0 for what is there
   * @param erase whether what is there may be lost
   * @throws IllegalArgumentException for a size with {@code auto}
   */
  public InstallRequest(
      Path disk,
      long size,
      boolean erase,
      Repository repository,
      @Nullable ReleaseName name,
      @Nullable Version version,
      TrustedKeys trusted,
      byte[] configuration) {
    this(
        DiskWish.of(disk.toString(), size == 0 ? null : new ByteSize(size)),
        erase ? Existing.ERASE : Existing.KEEP,
        new SlotSize.ByDisk(),
        repository,
        name,
        version,
        trusted,
        configuration,
        null);
  }

  /** The same, with keys that the firmware takes at the first start. */
  public InstallRequest with(@Nullable SecureBootEnrolment keys) {
    return new InstallRequest(
        disk, existing, slots, repository, name, version, trusted, configuration, keys);
  }
}
