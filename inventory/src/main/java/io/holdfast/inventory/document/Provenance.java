package io.holdfast.inventory.document;

import io.holdfast.release.Digest;
import io.holdfast.release.json.Json;
import io.holdfast.release.trust.Envelope;
import io.holdfast.release.trust.SigningKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * How something was built: an in-toto statement (version 1) whose predicate is SLSA's provenance
 * (version 1), in a signed envelope.
 *
 * @param subjects what was built
 * @param parameters what its author asked for, in values of JSON
 * @param fingerprint of all inputs together, as the builder's cache knows it
 * @param inputs what it was built from
 */
public record Provenance(
    List<Named> subjects, Map<String, Object> parameters, Digest fingerprint, List<Named> inputs) {
  /** The type of what is in the envelope. */
  public static final String TYPE = "application/vnd.in-toto+json";

  private static final String STATEMENT = "https://in-toto.io/Statement/v1";
  private static final String PREDICATE = "https://slsa.dev/provenance/v1";

  /** Names, for nothing is to be fetched from there. */
  private static final String BUILD_TYPE = "https://holdfast.io/build/release/v1";

  private static final String BUILDER = "https://holdfast.io/build";

  /** A file or tree with its digest. */
  public record Named(String name, Digest digest) {}

  /** Copies its lists. */
  public Provenance {
    subjects = List.copyOf(subjects);
    inputs = List.copyOf(inputs);
  }

  /** Signed; the same statement and key give the same text. */
  public String signed(SigningKey key) {
    return Envelope.sign(TYPE, statement().getBytes(StandardCharsets.UTF_8), key).toJson();
  }

  /** The statement alone. */
  public String statement() {
    return Json.write(
        Json.object(
            "_type",
            STATEMENT,
            "subject",
            descriptors(subjects),
            "predicateType",
            PREDICATE,
            "predicate",
            Json.object(
                "buildDefinition",
                Json.object(
                    "buildType",
                    BUILD_TYPE,
                    "externalParameters",
                    parameters,
                    "internalParameters",
                    Json.object("fingerprint", fingerprint.toString()),
                    "resolvedDependencies",
                    descriptors(inputs)),
                "runDetails",
                Json.object("builder", Json.object("id", BUILDER)))));
  }

  private static List<Map<String, Object>> descriptors(List<Named> all) {
    return all.stream()
        .map(
            each ->
                Json.object(
                    "name", each.name(), "digest", Json.object("sha256", each.digest().hex())))
        .toList();
  }
}
