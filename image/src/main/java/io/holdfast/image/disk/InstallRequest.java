package io.holdfast.image.disk;

import io.holdfast.release.Version;
import io.holdfast.release.manifest.ReleaseName;
import io.holdfast.release.repository.Repository;
import io.holdfast.release.trust.TrustedKeys;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What is to be installed where.
 *
 * @param target a block device or an image file
 * @param size of an image file that is to be made, in bytes; 0 for what is there
 * @param erase whether what the target holds may be lost
 * @param repository where the release comes from
 * @param name of the release; null if the repository has only one
 * @param version null for the newest
 * @param trusted who may have signed it
 * @param configuration bytes of the cloud-config, checked already
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; written to the disk as it is.
public record InstallRequest(
    Path target,
    long size,
    boolean erase,
    Repository repository,
    @Nullable ReleaseName name,
    @Nullable Version version,
    TrustedKeys trusted,
    byte[] configuration) {}
