package io.holdfast.release.repository;

import io.holdfast.release.Blob;
import io.holdfast.release.Version;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.manifest.ReleaseName;
import io.holdfast.release.trust.SignedManifest;
import java.io.InputStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * Releases and content to read. Nothing that it gives is trusted: a manifest is to be verified with
 * {@code TrustedKeys} or {@code ContentKeys}, a file with its digest in a verified manifest.
 * Implementations are safe for use by several threads.
 */
public interface Repository {

  /**
   * The repository at a folder, or at an address that begins with {@code http://} or {@code
   * https://}. Nothing is read or connected to yet.
   *
   * @throws RepositoryException if it is neither a path nor such an address
   */
  static Repository at(String folderOrUrl) throws RepositoryException {
    if (folderOrUrl.contains("://")) {
      return HttpRepository.at(folderOrUrl);
    }
    if (folderOrUrl.isEmpty()) {
      throw new RepositoryException("The name of the repository is empty. Give a folder or a URL.");
    }
    try {
      return new FolderRepository(Path.of(folderOrUrl));
    } catch (InvalidPathException e) {
      throw new RepositoryException(
          "'" + folderOrUrl + "' is no folder: " + e.getReason() + ". Give a folder or a URL.", e);
    }
  }

  /** Where it is, as an operator would write it. */
  String describe();

  /**
   * The releases that the repository says it has, unsigned.
   *
   * @throws DamagedException if this is no repository, or its list cannot be used
   * @throws RepositoryException if it cannot be reached or read
   */
  List<ReleaseEntry> list() throws RepositoryException;

  /**
   * A release's manifest and signature, whether listed or not.
   *
   * @throws NoSuchReleaseException if there is none
   * @throws DamagedException if this is no repository, or the release has no signature
   * @throws RepositoryException if it cannot be reached or read
   */
  SignedManifest manifest(ReleaseName name, Version version) throws RepositoryException;

  /**
   * The channels on which the repository says it has content, unsigned and sorted; none if it has
   * no content at all.
   *
   * @throws DamagedException if this is no repository, or its list cannot be used
   * @throws RepositoryException if it cannot be reached or read
   */
  List<ChannelName> channels() throws RepositoryException;

  /**
   * The versions that the repository says it has on a channel, unsigned, from low to high.
   *
   * @throws NoSuchContentException if there is no such channel
   * @throws DamagedException if this is no repository, or its list cannot be used
   * @throws RepositoryException if it cannot be reached or read
   */
  List<Version> contentVersions(ChannelName channel) throws RepositoryException;

  /**
   * The manifest and signature of a version of content, whether listed or not.
   *
   * @throws NoSuchContentException if there is none
   * @throws DamagedException if this is no repository, or the content has no signature
   * @throws RepositoryException if it cannot be reached or read
   */
  SignedManifest content(ChannelName channel, Version version) throws RepositoryException;

  /**
   * A file's bytes from an offset to the end. The stream gives exactly as many as the file's size
   * says, or fails with a {@link RepositoryException}: a {@link DamagedException} if the repository
   * has fewer or more. Read from offset 0 it also fails if the digest is wrong, before it gives the
   * last byte. Read from elsewhere it cannot know the digest; the caller must check the whole.
   *
   * @param blob from a verified manifest: a part of a release, or a file of content
   * @param offset in bytes, from 0 to the file's size; there nothing is left to read or to check
   * @throws DamagedException if the file is missing or is known to have another size
   * @throws RepositoryException if it cannot be reached or read
   */
  InputStream open(Blob blob, long offset) throws RepositoryException;
}
