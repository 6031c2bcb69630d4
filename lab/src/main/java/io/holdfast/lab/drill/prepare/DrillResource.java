package io.holdfast.lab.drill.prepare;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Texts that come with the drill. Stateless. */
public final class DrillResource {
  private static final String FOLDER = "/io/holdfast/lab/drill/";

  private DrillResource() {}

  /** A text by its path. */
  public static String text(String name) {
    try (InputStream stream = DrillResource.class.getResourceAsStream(FOLDER + name)) {
      if (stream == null) {
        throw new IllegalStateException("This Holdfast lacks " + FOLDER + name);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
