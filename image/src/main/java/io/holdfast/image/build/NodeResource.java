package io.holdfast.image.build;

import java.io.IOException;
import java.io.InputStream;

/** The node's side of a boot, kept as files beside the code that puts them into images. */
final class NodeResource {
  private static final String PLACE = "/io/holdfast/image/node/";

  private NodeResource() {}

  /** The bytes of a file, for example {@code units/holdfast-agent.service}. */
  static byte[] bytes(String name) {
    try (InputStream stream = NodeResource.class.getResourceAsStream(PLACE + name)) {
      if (stream == null) {
        throw new IllegalStateException("This Holdfast was packed without its file " + name);
      }
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException("This Holdfast cannot read its own file " + name, e);
    }
  }
}
