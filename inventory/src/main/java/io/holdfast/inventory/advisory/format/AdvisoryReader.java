package io.holdfast.inventory.advisory.format;

import io.holdfast.inventory.advisory.Advisory;
import io.holdfast.release.Digest;
import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.json.JsonObject;
import java.util.List;

/** Reads a document of any format that is known. Stateless. */
public final class AdvisoryReader {
  /** The largest public ones, on kernels, have some 30 MiB. */
  public static final int MAX_BYTES = 64 << 20;

  private AdvisoryReader() {}

  /**
   * The records of a document: one of OSV, and of CSAF one for each vulnerability.
   *
   * @param bytes JSON in UTF-8
   * @throws AdvisoryException if it is neither, or says something that cannot be
   */
  public static List<Advisory> read(byte[] bytes) throws AdvisoryException {
    try {
      JsonObject json = Json.parseForeignObject(bytes, MAX_BYTES);
      Digest digest = Digest.of(bytes);
      if (json.has("document")) {
        return CsafReader.read(json, digest);
      }
      if (json.has("id")) {
        return List.of(OsvReader.read(json, digest));
      }
      throw new JsonException(
          "it has neither the 'id' of an OSV record nor the 'document' of a CSAF one");
    } catch (JsonException e) {
      throw new AdvisoryException("It is no advisory: " + e.getMessage(), e);
    }
  }
}
