package io.holdfast.release.repository;

import io.holdfast.release.Blob;
import io.holdfast.release.Version;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.content.ContentManifest;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.manifest.Manifest;
import io.holdfast.release.manifest.ReleaseName;
import io.holdfast.release.trust.Signature;
import io.holdfast.release.trust.SignedManifest;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A repository in the form of {@link Layout}; how its files are reached is left to two methods. */
abstract sealed class PlainRepository implements Repository
    permits FolderRepository, HttpRepository {
  private volatile boolean formatChecked;

  /**
   * All bytes of a small file.
   *
   * @return null if there is no such file
   * @throws DamagedException if it has more bytes than allowed
   */
  final byte @Nullable [] read(String path, int maxBytes) throws RepositoryException {
    byte[] bytes = readAtMost(path, maxBytes);
    if (bytes != null && bytes.length > maxBytes) {
      throw damaged(path, "has more than the " + maxBytes + " bytes allowed");
    }
    return bytes;
  }

  /**
   * As {@link #read}, but of a file that has more, one byte more than allowed is given, and no
   * other is read.
   */
  abstract byte @Nullable [] readAtMost(String path, int maxBytes) throws RepositoryException;

  /**
   * A large file's bytes from an offset below its size on.
   *
   * @return null if there is no such file
   * @throws DamagedException if it is already known to have another size
   */
  abstract @Nullable InputStream openFrom(String path, long offset, long size)
      throws RepositoryException;

  @Override
  public final List<ReleaseEntry> list() throws RepositoryException {
    checkFormat();
    byte[] bytes = read(Layout.INDEX, Layout.MAX_INDEX_BYTES);
    if (bytes == null) {
      throw damaged(Layout.INDEX, "is missing");
    }
    try {
      return Layout.parseIndex(bytes);
    } catch (JsonException e) {
      throw damaged(Layout.INDEX, "cannot be used: " + e.getMessage());
    }
  }

  @Override
  public final SignedManifest manifest(ReleaseName name, Version version)
      throws RepositoryException {
    checkFormat();
    byte[] manifest = read(Layout.manifest(name, version), Manifest.MAX_BYTES);
    if (manifest == null) {
      throw new NoSuchReleaseException(
          "The repository "
              + describe()
              + " has no release "
              + name
              + " "
              + version
              + ". Choose one that it lists, or publish this one there.");
    }
    byte[] signature = read(Layout.signature(name, version), Signature.MAX_BYTES);
    if (signature == null) {
      throw damaged(Layout.signature(name, version), "is missing: the release is not signed");
    }
    return new SignedManifest(manifest, signature);
  }

  @Override
  public final List<ChannelName> channels() throws RepositoryException {
    checkFormat();
    byte[] bytes = read(ContentLayout.CHANNELS, Layout.MAX_INDEX_BYTES);
    if (bytes == null) {
      return List.of();
    }
    try {
      return ContentLayout.parseChannels(bytes);
    } catch (JsonException e) {
      throw damaged(ContentLayout.CHANNELS, "cannot be used: " + e.getMessage());
    }
  }

  @Override
  public final List<Version> contentVersions(ChannelName channel) throws RepositoryException {
    List<Version> versions = versionsOf(channel);
    if (versions == null) {
      throw new NoSuchContentException(
          "The repository "
              + describe()
              + " has no channel "
              + channel
              + ". Choose one that it lists, or publish content on this one there.");
    }
    return versions;
  }

  /** As {@link #contentVersions}, and null if there is no such channel. */
  final @Nullable List<Version> versionsOf(ChannelName channel) throws RepositoryException {
    checkFormat();
    String path = ContentLayout.versions(channel);
    byte[] bytes = read(path, Layout.MAX_INDEX_BYTES);
    if (bytes == null) {
      // A channel comes into the list of channels only after its own list is there.
      if (channels().contains(channel)) {
        throw damaged(path, "is missing");
      }
      return null;
    }
    try {
      return ContentLayout.parseVersions(bytes);
    } catch (JsonException e) {
      throw damaged(path, "cannot be used: " + e.getMessage());
    }
  }

  @Override
  public final SignedManifest content(ChannelName channel, Version version)
      throws RepositoryException {
    checkFormat();
    byte[] manifest = read(ContentLayout.manifest(channel, version), ContentManifest.MAX_BYTES);
    if (manifest == null) {
      throw new NoSuchContentException(
          "The repository "
              + describe()
              + " has no content "
              + channel
              + " "
              + version
              + ". Choose a version that it lists, or publish this one there.");
    }
    String path = ContentLayout.signature(channel, version);
    byte[] signature = read(path, Signature.MAX_BYTES);
    if (signature == null) {
      throw damaged(path, "is missing: the content is not signed");
    }
    return new SignedManifest(manifest, signature);
  }

  @Override
  public final InputStream open(Blob blob, long offset) throws RepositoryException {
    if (offset < 0 || offset > blob.size()) {
      throw new IllegalArgumentException(
          "offset " + offset + " is outside a file of " + blob.size() + " bytes");
    }
    if (offset == blob.size()) {
      return InputStream.nullInputStream();
    }
    checkFormat();
    String path = Layout.blob(blob.digest());
    InputStream bytes = openFrom(path, offset, blob.size());
    if (bytes == null) {
      throw damaged(path, "is missing: " + blob.describe());
    }
    return new VerifyingStream(bytes, blob, offset, describe());
  }

  /** That a file of this repository is not as it must be. */
  final DamagedException damaged(String path, String what) {
    return new DamagedException(
        "The repository "
            + describe()
            + " is damaged: "
            + path
            + " "
            + what
            + ". Publish to it again, or use another repository.");
  }

  private void checkFormat() throws RepositoryException {
    if (formatChecked) {
      return;
    }
    byte[] bytes = read(Layout.REPOSITORY, Layout.MAX_REPOSITORY_BYTES);
    if (bytes == null) {
      throw new DamagedException(
          "There is no repository at "
              + describe()
              + ": it has no "
              + Layout.REPOSITORY
              + ". Check the name, or make one with 'holdfast build'.");
    }
    try {
      Layout.checkRepositoryFile(bytes);
    } catch (JsonException e) {
      throw damaged(Layout.REPOSITORY, "cannot be used: " + e.getMessage());
    }
    formatChecked = true;
  }
}
