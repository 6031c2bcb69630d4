package io.holdfast.image.build;

import java.io.IOException;
import java.io.InputStream;

/**
 * What runs on a node, or on the medium that installs one, kept as files beside the code that puts
 * them into images.
 */
public final class NodeResource {
  private static final String PLACE = "/io/holdfast/image/node/";

  private NodeResource() {}

  /** The bytes of a file, for example {@code units/holdfast-agent.service}. */
  public static byte[] bytes(String name) {
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
