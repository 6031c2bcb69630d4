package io.holdfast.image.disk;

import io.holdfast.release.repository.ReleaseEntry;
import io.holdfast.release.repository.Repository;
import io.holdfast.release.trust.TrustedKeys;

/**
 * What an operator wants installed, and where.
 *
 * @param repository where the release comes from
 * @param release which one
 * @param trusted whose signature it must have
 * @param disk where it is to be installed
 * @param existing what may become of what is there
 * @param slots how large slots A and B shall be
 */
public record InstallRequest(
    Repository repository,
    ReleaseEntry release,
    TrustedKeys trusted,
    DiskWish disk,
    Existing existing,
    SlotSize slots) {}
