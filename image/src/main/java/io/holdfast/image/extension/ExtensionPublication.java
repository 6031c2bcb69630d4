package io.holdfast.image.extension;

import io.holdfast.host.FileTree;
import io.holdfast.image.cache.BuildCache;
import io.holdfast.image.keys.KeyFolder;
import io.holdfast.image.tools.Debootstrap;
import io.holdfast.image.tools.ToolsTree;
import io.holdfast.inventory.Inventory;
import io.holdfast.inventory.collect.RootReader;
import io.holdfast.inventory.document.CycloneDxWriter;
import io.holdfast.release.Version;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.content.ContentFolder;
import io.holdfast.release.content.ContentRef;
import io.holdfast.release.content.ContentRefusedException;
import io.holdfast.release.extension.ExtensionManifest;
import io.holdfast.release.repository.ContentPublication;
import io.holdfast.release.repository.RepositoryException;
import io.holdfast.release.repository.RepositoryWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * From a folder to an extension in a repository, signed twice: the image's root hash with the
 * Secure Boot key, for systemd and the kernel, and its manifest with the release key, for the
 * agent.
 *
 * @param version of the extension
 * @param keys both of them
 * @param tools the tools tree
 * @param cache whose folder has room to work in
 */
public record ExtensionPublication(
    Version version, KeyFolder keys, ToolsTree tools, BuildCache cache) {

  /**
   * Makes the image and publishes it.
   *
   * @throws io.holdfast.release.repository.AlreadyPublishedException if another image has this name
   *     and version
   * @throws RepositoryException if the repository is damaged or cannot be written
   * @throws IOException if the image cannot be made
   */
  public ContentRef publish(ExtensionFolder source, RepositoryWriter repository)
      throws IOException, InterruptedException {
    Files.createDirectories(cache.folder());
    Path work = Files.createTempDirectory(cache.folder(), ".extension-");
    try {
      Path image =
          ExtensionImage.make(
              source, keys.secureBoot(), tools, Files.createDirectory(work.resolve("image")));
      Path files = Files.createDirectory(work.resolve("files"));
      Files.move(image, files.resolve(ExtensionManifest.image(source.name())));
      Files.writeString(files.resolve(ExtensionManifest.RELEASE), source.release());
      return new ContentPublication(
              ChannelName.ofExtension(source.name()), version, keys.releaseKey())
          .publish(ContentFolder.read(files, List.of()), inventory(source), repository);
    } catch (ContentRefusedException e) {
      throw new IOException("The extension is not published: " + e.getMessage(), e);
    } finally {
      FileTree.delete(work);
    }
  }

  /** Of the folder, and not of the image's bytes: what it lays over a node. */
  private byte[] inventory(ExtensionFolder source) throws IOException {
    Inventory.Subject subject =
        new Inventory.Subject(
            Inventory.Subject.Kind.EXTENSION,
            source.name(),
            version.text(),
            Debootstrap.SOURCE_DATE_EPOCH);
    Inventory inventory = RootReader.ofTree(source.folder()).inventory(subject);
    return CycloneDxWriter.text(inventory).getBytes(StandardCharsets.UTF_8);
  }
}
