package io.holdfast.image.build;

import io.holdfast.config.container.Blobs;
import io.holdfast.config.container.ContainerImage;
import io.holdfast.config.container.Layer;
import io.holdfast.config.container.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The layers of a base that is an OCI image layout. Stateless. */
final class OciLayout {
  private static final Platform AMD64 = new Platform("linux", "amd64", "");

  private OciLayout() {}

  /**
   * The layers of the layout's one image, lowest first, each checked against its digest.
   *
   * @throws UnfitBaseException if the layout is broken or holds no image for this architecture
   */
  static List<Path> layers(Path layout) throws IOException {
    try {
      return ContainerImage.read(new Blobs.Folder(layout), AMD64).layers().stream()
          .map(Layer::path)
          .map(layout::resolve)
          .toList();
    } catch (IOException e) {
      throw new UnfitBaseException(
          layout + " is no usable OCI image layout: " + e.getMessage() + ".");
    }
  }
}
