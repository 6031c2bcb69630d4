package io.holdfast.release.repository;

import io.holdfast.release.Version;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.content.ContentFile;
import io.holdfast.release.content.ContentFolder;
import io.holdfast.release.content.ContentKeys;
import io.holdfast.release.content.ContentManifest;
import io.holdfast.release.content.ContentRef;
import io.holdfast.release.content.ContentRefusedException;
import io.holdfast.release.manifest.ManifestException;
import io.holdfast.release.manifest.Part;
import io.holdfast.release.trust.SigningKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From a folder to a version of content in a repository.
 *
 * @param channel on which it is delivered
 * @param key signs it
 */
public record ContentPublication(ChannelName channel, Version version, SigningKey key) {

  /**
   * Stores all files of a folder, and then publishes them as one signed version. Publishing the
   * same files again changes nothing.
   *
   * @throws ContentRefusedException if the files have paths too long to be listed together
   * @throws AlreadyPublishedException if other content has this channel and version
   * @throws RepositoryException if the repository is damaged or cannot be written
   * @throws IOException if a file cannot be read, or has become a link
   */
  public ContentRef publish(ContentFolder folder, RepositoryWriter repository)
      throws ContentRefusedException, IOException {
    return publish(folder, null, repository);
  }

  /**
   * As {@link #publish(ContentFolder, RepositoryWriter)}, with a document that says what is in it.
   *
   * @param inventory CycloneDX in JSON; null for none
   */
  public ContentRef publish(
      ContentFolder folder, byte @Nullable [] inventory, RepositoryWriter repository)
      throws ContentRefusedException, IOException {
    List<ContentFile> files = new ArrayList<>();
    for (String path : folder.paths()) {
      try (InputStream bytes = folder.open(path)) {
        files.add(repository.addContent(path, bytes));
      }
    }
    Part document =
        inventory == null
            ? null
            : repository.add(Part.Kind.INVENTORY, new ByteArrayInputStream(inventory));
    try {
      return repository.publishContent(ContentKeys.sign(manifest(folder, files, document), key));
    } catch (ManifestException e) {
      throw new IllegalStateException("A manifest that was just written cannot be read", e);
    }
  }

  private ContentManifest manifest(
      ContentFolder folder, List<ContentFile> files, @Nullable Part document)
      throws ContentRefusedException {
    try {
      return new ContentManifest(channel, version, files, document);
    } catch (IllegalArgumentException e) {
      throw new ContentRefusedException(
          folder.folder()
              + " is not published as content: "
              + e.getMessage()
              + ". Shorten them, or pack files together.");
    }
  }
}
