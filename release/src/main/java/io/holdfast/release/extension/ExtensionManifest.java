package io.holdfast.release.extension;

import io.holdfast.release.content.ContentFile;
import io.holdfast.release.content.ContentManifest;
import io.holdfast.release.manifest.ManifestException;

/**
 * The manifest of an extension: that of content which holds one image, and what the image says of
 * itself, so that a node can refuse one that does not fit before it fetches it.
 *
 * @param image {@code NAME.raw}: a disk image with a root, its verity tree and a signature of that
 *     (Discoverable Disk Image, Discoverable Partitions Specification)
 * @param release {@code extension-release}: a copy of the image's extension-release.NAME
 */
public record ExtensionManifest(ContentFile image, ContentFile release) {
  /** The file that says which system the extension fits. */
  public static final String RELEASE = "extension-release";

  /**
   * Finds both.
   *
   * @param manifest verified
   * @throws ManifestException if it holds anything else, or too little
   */
  public static ExtensionManifest of(ContentManifest manifest) throws ManifestException {
    String name = manifest.channel().name();
    ContentFile image = find(manifest, image(name));
    ContentFile release = find(manifest, RELEASE);
    if (manifest.files().size() != 2 || release.size() > OsRelease.MAX_LENGTH) {
      throw unusable(name, "it holds more than an image and what that says of itself");
    }
    return new ExtensionManifest(image, release);
  }

  /** The name of an extension's image; systemd takes the extension's name from it. */
  public static String image(String name) {
    return name + ".raw";
  }

  private static ContentFile find(ContentManifest manifest, String path) throws ManifestException {
    for (ContentFile file : manifest.files()) {
      if (file.path().equals(path)) {
        return file;
      }
    }
    throw unusable(manifest.channel().name(), "it has no file '" + path + "'");
  }

  private static ManifestException unusable(String name, String why) {
    return new ManifestException(
        "The manifest of extension "
            + name
            + " cannot be used: "
            + why
            + ". Publish it with 'holdfast extension publish'.");
  }
}
