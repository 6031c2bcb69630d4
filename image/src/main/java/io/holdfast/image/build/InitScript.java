package io.holdfast.image.build;

import java.io.ByteArrayOutputStream;

/** The script that is process 1 of an initrd. A pure function. */
public final class InitScript {
  /** What all of them begin with. */
  private static final String BEGINNING = "dracut/begin.sh";

  private InitScript() {}

  /**
   * The whole script.
   *
   * @param own the resource with the part that is its own
   */
  public static byte[] of(String own) {
    ByteArrayOutputStream script = new ByteArrayOutputStream();
    script.writeBytes(NodeResource.bytes(BEGINNING));
    script.writeBytes(NodeResource.bytes(own));
    return script.toByteArray();
  }
}
